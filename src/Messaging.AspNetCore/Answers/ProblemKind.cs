namespace Messaging.AspNetCore.Answers;

/// <summary>A kind of problem: its name, the HTTP status, and the JSON-RPC code.</summary>
/// <param name="Name">The last part of its type.</param>
/// <param name="Title">Its title, the same each time.</param>
/// <param name="Status">The status.</param>
/// <param name="Code">The JSON-RPC code; those from -32099 to -32000 are ours.</param>
internal sealed record ProblemKind(string Name, string Title, int Status, int Code)
{
    public static readonly ProblemKind NotJson = new("not-json", "The body is not JSON", 400, -32700);
    public static readonly ProblemKind Unreadable = new("unreadable", "The body cannot be read", 400, -32700);
    public static readonly ProblemKind InvalidRequest = new("invalid-request", "The request is not valid", 400, -32600);
    public static readonly ProblemKind InvalidArguments = new("invalid-arguments", "The arguments do not fit the method", 400, -32602);
    public static readonly ProblemKind NotAuthorized = new("not-authorized", "The method refuses this caller", 403, -32006);
    public static readonly ProblemKind MethodNotFound = new("method-not-found", "There is no such method", 404, -32601);
    public static readonly ProblemKind UnsupportedVersion = new("unsupported-version", "Nobody serves that version", 404, -32009);
    public static readonly ProblemKind TooLarge = new("too-large", "The request is too large", 413, -32007);
    public static readonly ProblemKind NotJsonType = new(
        "unsupported-media-type", "The body is not of the type application/json", 415, -32600);
    public static readonly ProblemKind ClientGone = new("client-gone", "The client has disconnected", 499, -32010);
    public static readonly ProblemKind RemoteFailure = new("remote-failure", "The method failed", 500, -32000);
    public static readonly ProblemKind ReplyTooLarge = new("reply-too-large", "The result is too large; the method has run", 500, -32008);
    public static readonly ProblemKind ConnectionLost = new("connection-lost", "The reply was lost; the method may have run", 502, -32004);
    public static readonly ProblemKind BadReply = new("bad-reply", "The reply cannot be read", 502, -32011);
    public static readonly ProblemKind Refused = new("refused", "The broker refused the request", 502, -32012);
    public static readonly ProblemKind NoServer = new("no-server", "Nobody serves the topic", 503, -32002);
    public static readonly ProblemKind Unavailable = new("unavailable", "The broker cannot be reached", 503, -32003);
    public static readonly ProblemKind Overloaded = new("overloaded", "The servers are overloaded; the method has not run", 503, -32005);
    public static readonly ProblemKind Draining = new("draining", "The gateway is stopping; the method has not run", 503, -32013);
    public static readonly ProblemKind Timeout = new("timeout", "No reply came in time; the method may still be running", 504, -32001);

    /// <summary>Identifies the kind of a problem for programs.</summary>
    public string Type { get; } = "urn:messaging:" + Name;

    /// <summary>Whether the method did not run and the same request may succeed a little later.</summary>
    public bool IsPassing => Status == 503;
}
