using System.Globalization;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Writes an exception in the shape of a Python one: class, module, message, trace, arguments (oslo's
/// <c>serialize_remote_exception</c>).</summary>
internal static class FailureWriter
{
    /// <summary>Writes a failure.</summary>
    /// <param name="buffer">Where to write.</param>
    /// <param name="error">The exception.</param>
    /// <param name="names">The names under which exceptions are sent.</param>
    /// <param name="withTrace">Whether the caller may see the stack trace.</param>
    /// <param name="isRefusal">Whether the dispatcher refused the method; an error of the same type that the method itself raised does not
    /// count.</param>
    /// <param name="declared">How it is sent, when its method declares it; null otherwise.</param>
    public static void Write(
        MessageBuffer buffer, Exception error, RemoteExceptionMap names, bool withTrace, bool isRefusal, RemoteException? declared = null)
    {
        string? code = null;
        var described = declared ?? Describe(error, names, isRefusal, out code);

        using var loan = JsonWriters.Rent(buffer, out var writer);
        writer.WriteStartObject();
        writer.WriteString("class"u8, FailureText.Cut(described.PythonName?.TypeName ?? described.TypeName, FailureText.MaxName));
        writer.WriteString("module"u8, FailureText.Cut(described.PythonName?.Module ?? described.Module, FailureText.MaxName));
        writer.WriteString("message"u8, FailureText.Cut(described.RemoteMessage, FailureText.MaxMessage));
        writer.WriteStartArray("tb"u8);
        if (withTrace)
        {
            WriteTrace(writer, FailureText.CutMiddle(TraceOf(error), FailureText.MaxTrace));
        }

        writer.WriteEndArray();
        WriteArguments(writer, described);
        if (declared is null && error is not RemoteException && !isRefusal)
        {
            writer.WriteString(FailureNames.DotnetClass, error.GetType().Name);
            writer.WriteString(FailureNames.DotnetModule, error.GetType().Namespace ?? "");
        }
        else if (described.PythonName is not null)
        {
            writer.WriteString(FailureNames.DotnetClass, described.TypeName);
            writer.WriteString(FailureNames.DotnetModule, described.Module);
        }

        if (described.Properties.Kind == JsonValueKind.Object && FailureText.IsShort(described.Properties))
        {
            writer.WritePropertyName(FailureNames.DotnetProperties);
            RpcValueConverter.Write(writer, described.Properties);
        }

        if (code is not null)
        {
            writer.WriteString("code"u8, code);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static RemoteException Describe(Exception error, RemoteExceptionMap names, bool isRefusal, out string? code)
    {
        var message = ErrorText.MessageOf(error);
        code = isRefusal && error is InvalidArgumentsException ? FailureNames.InvalidArguments : null;
        return error switch
        {
            RemoteException remote => remote,
            MethodNotFoundException when isRefusal => new RemoteException("NoSuchMethod", FailureNames.DispatcherModule, message),
            UnsupportedVersionException when isRefusal => new RemoteException("UnsupportedVersion", FailureNames.DispatcherModule, message),
            ServerOverloadedException overload when isRefusal => Describe(overload, message),
            MessageTooLargeException tooLarge when isRefusal => Describe(tooLarge, message),
            NotAuthorizedException when isRefusal => new RemoteException(FailureNames.NotAuthorized, FailureNames.OwnModule, message),
            CallGivenBackException when isRefusal => new RemoteException(FailureNames.GivenBack, FailureNames.OwnModule, message),
            ConnectionLostException when isRefusal => new RemoteException(FailureNames.MayHaveRun, FailureNames.OwnModule, message),
            InvalidArgumentsException when isRefusal => new RemoteException("TypeError", FailureNames.Builtins, message),
            _ => Describe(error, names, message) ?? new RemoteException(error.GetType().Name, error.GetType().Namespace ?? "", message),
        };
    }

    private static RemoteException Describe(ServerOverloadedException error, string message) => new(
        FailureNames.ServerOverloaded, FailureNames.OwnModule, message, keywordArguments: RpcValue.Parse(FormattableString.Invariant(
            $$"""{"{{FailureNames.Running}}": {{error.Running}}, "{{FailureNames.Waiting}}": {{error.Waiting}}}""")));

    private static RemoteException Describe(MessageTooLargeException error, string message) => new(
        FailureNames.MessageTooLarge, FailureNames.OwnModule, message, keywordArguments: RpcValue.Parse(FormattableString.Invariant(
            $$"""
            {"{{FailureNames.Size}}": {{error.Size?.ToString(CultureInfo.InvariantCulture) ?? "null"}},
            "{{FailureNames.Limit}}": {{error.Limit}}, "{{FailureNames.IsReply}}": {{(error.IsReply ? "true" : "false")}}}
            """)));

    private static RemoteException? Describe(Exception error, RemoteExceptionMap names, string message)
    {
        try
        {
            return names.Describe(error, message);
        }
        catch (Exception)
        {
            // The user's description failed: the caller still gets the error.
            return null;
        }
    }

    /// <summary>The values from which Python creates the exception: those that the other server sent, otherwise the message.</summary>
    private static void WriteArguments(Utf8JsonWriter writer, RemoteException described)
    {
        writer.WritePropertyName("args"u8);
        if (described.Arguments.Kind == JsonValueKind.Array && FailureText.IsShort(described.Arguments))
        {
            RpcValueConverter.Write(writer, described.Arguments);
        }
        else
        {
            writer.WriteStartArray();
            writer.WriteStringValue(FailureText.Cut(described.RemoteMessage, FailureText.MaxMessage));
            writer.WriteEndArray();
        }

        writer.WritePropertyName("kwargs"u8);
        if (described.KeywordArguments.Kind == JsonValueKind.Object && FailureText.IsShort(described.KeywordArguments))
        {
            RpcValueConverter.Write(writer, described.KeywordArguments);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes each line of the trace with its line end, as Python does.</summary>
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
