using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>
/// Maps exceptions across the wire: the names under which a server sends its own, and the allow-list of exceptions that a failure may
/// become at the caller. No other type is ever created from a name on the wire.
/// </summary>
/// <remarks>Safe for any number of threads.</remarks>
public sealed class RemoteExceptionMap
{
    private readonly ConcurrentDictionary<(string Module, string TypeName), Func<RemoteException, Exception>> _factories = new();
    private readonly ConcurrentDictionary<Type, Func<Exception, string, RemoteException>> _names = new();

    /// <summary>Creates a map that names .NET's own exceptions as Python does (<see cref="ArgumentException"/> is a <c>ValueError</c>), and
    /// allows nothing.</summary>
    public RemoteExceptionMap()
    {
        foreach (var (type, typeName) in PythonExceptions.FromDotnet)
        {
            _names[type] = (_, message) => new RemoteException(typeName, PythonExceptions.Builtins, message);
        }
    }

    /// <summary>Allows an exception type of your own: a failure that names it is raised as that type, created with its constructor
    /// (message, inner exception) or (message).</summary>
    /// <typeparam name="T">The exception. The server sends its namespace and its name.</typeparam>
    /// <returns>This map.</returns>
    /// <exception cref="ArgumentException">The type has no public constructor (string, Exception) or (string).</exception>
    public RemoteExceptionMap Allow<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : Exception
    {
        var type = typeof(T);
        if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } withInner)
        {
            return Allow(type.Name, type.Namespace ?? "", failure => (Exception)withInner.Invoke([failure.RemoteMessage, failure]));
        }

        return type.GetConstructor([typeof(string)]) is { } withMessage
            ? Allow(type.Name, type.Namespace ?? "", failure => (Exception)withMessage.Invoke([failure.RemoteMessage]))
            : throw new ArgumentException(
                $"{type} has no public constructor (string, Exception) or (string). "
                    + "Use Allow(typeName, module, factory) to say how it is made.");
    }

    /// <summary>Allows a failure by the names that the server sends, such as <c>ValueError</c> of <c>builtins</c>.</summary>
    /// <param name="typeName">The name of the exception's type.</param>
    /// <param name="module">Its module or namespace.</param>
    /// <param name="factory">Creates the exception to raise. Keep the failure as its inner exception: it has the server's trace.</param>
    /// <returns>This map.</returns>
    public RemoteExceptionMap Allow(string typeName, string module, Func<RemoteException, Exception> factory)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(factory);
        _factories[(module, typeName)] = factory;
        return this;
    }

    /// <summary>Allows Python's own exceptions that have a match here: <c>ValueError</c> becomes an <see cref="ArgumentException"/>,
    /// <c>KeyError</c> a <see cref="KeyNotFoundException"/>...</summary>
    /// <returns>This map.</returns>
    public RemoteExceptionMap AllowPythonBuiltins()
    {
        foreach (var (typeName, factory) in PythonExceptions.ToDotnet)
        {
            Allow(typeName, PythonExceptions.Builtins, factory);
        }

        return this;
    }

    /// <summary>Sets the name under which a server sends an exception and those derived from it, so that Python callers can catch
    /// it.</summary>
    /// <typeparam name="T">The exception.</typeparam>
    /// <param name="typeName">The name of the Python class.</param>
    /// <param name="module">Its module; callers must allow it, unless it is <c>builtins</c>.</param>
    /// <returns>This map.</returns>
    public RemoteExceptionMap Name<T>(string typeName, string module)
        where T : Exception
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(module);
        _names[typeof(T)] = (_, message) => new RemoteException(typeName, module, message);
        return this;
    }

    /// <summary>Sets how a server sends an exception and those derived from it: with the arguments and named values from which the Python
    /// class is created.</summary>
    /// <typeparam name="T">The exception.</typeparam>
    /// <param name="describe">Creates the description: type, module, message, arguments (a list; by default, the message) and named values
    /// (an object). If it fails, the exception is sent under its own name.</param>
    /// <returns>This map.</returns>
    public RemoteExceptionMap Name<T>(Func<T, RemoteException> describe)
        where T : Exception
    {
        ArgumentNullException.ThrowIfNull(describe);
        _names[typeof(T)] = (error, _) => describe((T)error);
        return this;
    }

    /// <summary>How an exception is sent; null for unchanged.</summary>
    internal RemoteException? Describe(Exception error, string message)
    {
        for (var type = error.GetType(); type is not null && type != typeof(Exception); type = type.BaseType)
        {
            if (_names.TryGetValue(type, out var describe))
            {
                return describe(error, message);
            }
        }

        return null;
    }

    internal Exception Rebuild(RemoteException failure) =>
        _factories.TryGetValue((failure.Module, failure.TypeName), out var factory) ? factory(failure) ?? failure : failure;
}
