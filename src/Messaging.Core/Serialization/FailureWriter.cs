using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Writes an exception in the shape of a Python one: class, module, message, trace, arguments (oslo's <c>serialize_remote_exception</c>).</summary>
internal static class FailureWriter
{
    /// <summary>Writes a failure.</summary>
    /// <param name="buffer">Where to write.</param>
    /// <param name="error">The exception.</param>
    /// <param name="names">Under which names exceptions travel.</param>
    /// <param name="withTrace">Whether the caller may see the stack trace.</param>
    /// <param name="isRefusal">Whether the method was refused by the dispatcher; an error of the same type that the method itself raised is not that.</param>
    public static void Write(MessageBuffer buffer, Exception error, RemoteExceptionMap names, bool withTrace, bool isRefusal)
    {
        var (typeName, module, code) = isRefusal ? NameOfRefusal(error, names) : Name(error, names);
        var message = MessageOf(error);

        var writer = JsonWriters.Rent(buffer);
        try
        {
            writer.WriteStartObject();
            writer.WriteString("class"u8, typeName);
            writer.WriteString("module"u8, module);
            writer.WriteString("message"u8, message);
            writer.WriteStartArray("tb"u8);
            if (withTrace)
            {
                WriteTrace(writer, TraceOf(error));
            }

            writer.WriteEndArray();
            writer.WriteStartArray("args"u8);
            writer.WriteStringValue(message);
            writer.WriteEndArray();
            writer.WriteStartObject("kwargs"u8);
            writer.WriteEndObject();
            if (error is not RemoteException && !isRefusal)
            {
                writer.WriteString(FailureNames.DotnetClass, error.GetType().Name);
                writer.WriteString(FailureNames.DotnetModule, error.GetType().Namespace ?? "");
            }

            if (code is not null)
            {
                writer.WriteString("code"u8, code);
            }

            writer.WriteEndObject();
            writer.Flush();
        }
        finally
        {
            JsonWriters.Return(writer);
        }
    }

    /// <summary>The error in a line.</summary>
    public static string Describe(Exception error) => $"{error.GetType().Name}: {MessageOf(error)}";

    private static string MessageOf(Exception error)
    {
        try
        {
            return error is RemoteException remote ? remote.RemoteMessage : error.Message ?? "";
        }
        catch (Exception e)
        {
            // A type of the user's may compute it, and fail.
            return $"(its message failed with {e.GetType().Name})";
        }
    }

    private static (string TypeName, string Module, string? Code) NameOfRefusal(Exception error, RemoteExceptionMap names) => error switch
    {
        MethodNotFoundException => ("NoSuchMethod", FailureNames.DispatcherModule, null),
        UnsupportedVersionException => ("UnsupportedVersion", FailureNames.DispatcherModule, null),
        InvalidArgumentsException => ("TypeError", FailureNames.Builtins, FailureNames.InvalidArguments),
        _ => Name(error, names),
    };

    private static (string TypeName, string Module, string? Code) Name(Exception error, RemoteExceptionMap names)
    {
        if (error is RemoteException remote)
        {
            return (remote.TypeName, remote.Module, null);
        }

        return names.NameOf(error) is { } name
            ? (name.TypeName, name.Module, null)
            : (error.GetType().Name, error.GetType().Namespace ?? "", null);
    }

    /// <summary>A line for each line of the trace, each with its end, as Python's are.</summary>
    private static void WriteTrace(Utf8JsonWriter writer, string trace)
    {
        foreach (var line in trace.AsSpan().EnumerateLines())
        {
            writer.WriteStringValue(string.Concat(line, "\n"));
        }
    }

    private static string TraceOf(Exception error)
    {
        try
        {
            return error.ToString();
        }
        catch (Exception)
        {
            return error.StackTrace ?? "";
        }
    }
}
