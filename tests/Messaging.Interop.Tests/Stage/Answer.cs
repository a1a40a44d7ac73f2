using System.Text.Json;

namespace Messaging.Interop.Tests.Stage;

/// <summary>What a driver answered.</summary>
public sealed record Answer(bool IsOk, JsonElement Line)
{
    /// <summary>The result as JSON text.</summary>
    public string Json => EnsureOk().Line.GetProperty("json").GetString()!;

    /// <summary>The name of the exception: the remote one if it came as data, else the type that was caught.</summary>
    public string ErrorType =>
        Error.GetProperty("type").GetString() is var caught and not ("RemoteError" or "RemoteException") ? caught!
        : Error.GetProperty("remote_type").GetString()!;

    /// <summary>The remote message if the error came as data, else the text of what was caught.</summary>
    public string ErrorMessage => Error.GetProperty("remote_message").GetString() ?? Error.GetProperty("message").GetString()!;

    public JsonElement Error => IsOk ? throw new InvalidOperationException($"It went well: {Line}") : Line.GetProperty("error");

    public static Answer Parse(string line)
    {
        var element = JsonElement.Parse(line);
        return new(element.GetProperty("ok").GetBoolean(), element);
    }

    public Answer EnsureOk() => IsOk ? this : throw new InvalidOperationException($"It failed: {Line}");

    public override string ToString() => Line.ToString();
}
