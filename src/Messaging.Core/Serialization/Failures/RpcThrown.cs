using System.ComponentModel;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging.Contracts;

/// <summary>An exception that a contract's member declares: its names on the wire, and how it is written and recreated. For generated
/// code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcThrown
{
    private readonly Action<Exception, RpcArgumentWriter>? _write;
    private readonly Func<RpcThrownValues, Exception> _make;
    private readonly (string TypeName, string Module)? _wireName;

    private RpcThrown(
        Type type, (string TypeName, string Module)? wireName, Action<Exception, RpcArgumentWriter>? write,
        Func<RpcThrownValues, Exception> make)
    {
        Type = type;
        _wireName = wireName;
        _write = write;
        _make = make;
    }

    /// <summary>The exception.</summary>
    internal Type Type { get; }

    private (string TypeName, string Module) OwnName => (Type.Name, Type.Namespace ?? "");

    /// <summary>Describes an exception.</summary>
    /// <typeparam name="T">The exception.</typeparam>
    /// <param name="typeName">The name of the Python class; null for the exception's own when there is a module, and for none
    /// without.</param>
    /// <param name="module">The module of the Python class; null for the exception's namespace when there is a name, and for none
    /// without.</param>
    /// <param name="write">Writes the properties, each under its name; null when there are none.</param>
    /// <param name="make">Creates the exception.</param>
    /// <returns>The description.</returns>
    public static RpcThrown Create<T>(string? typeName, string? module, Action<T, RpcArgumentWriter>? write, Func<RpcThrownValues, T> make)
        where T : Exception
    {
        ArgumentNullException.ThrowIfNull(make);
        (string, string)? wireName = typeName is null && module is null
            ? null
            : (typeName ?? typeof(T).Name, module ?? typeof(T).Namespace ?? "");
        return new RpcThrown(typeof(T), wireName, write is null ? null : (error, writer) => write((T)error, writer), make);
    }

    /// <summary>How an exception that the member declares is sent; null when it declares none that fits, or when it cannot be
    /// written.</summary>
    internal static RemoteException? Describe(
        IReadOnlyList<RpcThrown> declared, Exception error, JsonPayloadSerializer serializer, RemoteExceptionMap names)
    {
        for (var type = error.GetType(); declared.Count > 0 && type is not null; type = type.BaseType)
        {
            foreach (var thrown in declared)
            {
                if (thrown.Type == type)
                {
                    return thrown.TryDescribe(error, serializer, names);
                }
            }
        }

        return null;
    }

    /// <summary>The declared exception that a failure stands for, or null.</summary>
    internal static RpcThrown? Find(IReadOnlyList<RpcThrown> declared, RemoteException failure)
    {
        foreach (var thrown in declared)
        {
            if (thrown.IsNamedBy(failure))
            {
                return thrown;
            }
        }

        return null;
    }

    /// <summary>Creates the exception. Throws when the user's constructor fails or a value has another type.</summary>
    internal Exception Rebuild(RemoteException failure, JsonPayloadSerializer serializer) =>
        _make(new RpcThrownValues(failure, serializer));

    private bool IsNamedBy(RemoteException failure)
    {
        var name = (failure.TypeName, failure.Module);
        if (_wireName is not null && (name == _wireName || failure.PythonName == _wireName))
        {
            return true;
        }

        // A server that does not declare it sends no properties: better no exception of that type than one with wrong values.
        return name == OwnName && (_write is null || failure.Properties.Kind == JsonValueKind.Object || failure.KeywordArguments.Count > 0);
    }

    private RemoteException? TryDescribe(Exception error, JsonPayloadSerializer serializer, RemoteExceptionMap names)
    {
        try
        {
            var message = ErrorText.MessageOf(error);
            var properties = PropertiesOf(error, serializer);
            if (_wireName is { } name)
            {
                return new RemoteException(OwnName.TypeName, OwnName.Module, message, keywordArguments: properties) { PythonName = name };
            }

            // A Python class that it did not choose would not accept its properties: they are sent in a field of their own.
            var named = names.Describe(error, message);
            return new RemoteException(
                OwnName.TypeName, OwnName.Module, named?.RemoteMessage ?? message,
                named?.Arguments ?? default, named?.KeywordArguments ?? default)
            {
                PythonName = named is null ? OwnName : (named.TypeName, named.Module),
                Properties = properties,
            };
        }
        catch (Exception)
        {
            // A user's property or description failed: the caller still gets the error.
            return null;
        }
    }

    private RpcValue PropertiesOf(Exception error, JsonPayloadSerializer serializer) => RpcValueConverter.FromWriter(writer =>
    {
        writer.WriteStartObject();
        _write?.Invoke(error, new RpcArgumentWriter(writer, serializer, Type.Name));
        writer.WriteEndObject();
    });
}
