namespace Messaging.Generators.Tests.Deployed;

/// <summary>A change of a contract: a line of the table in docs/contract-changes.md.</summary>
/// <param name="Name">The first column.</param>
internal sealed record Change(string Name, Side Before, Side After);
