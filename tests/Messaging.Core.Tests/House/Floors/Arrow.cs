namespace Messaging.Core.Tests.House.Floors;

/// <summary>A place where a file names what another file of its project declares.</summary>
internal sealed record Arrow(string From, int Line, string Name, string To);
