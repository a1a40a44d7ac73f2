namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>A target that a server announces.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Server">The name of the server, or null for requests that any server of the topic may take.</param>
internal readonly record struct ServedTarget(string Exchange, string Topic, string? Server);
