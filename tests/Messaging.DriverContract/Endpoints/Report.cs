namespace Messaging.DriverContract;

/// <summary>An object that travels in both directions.</summary>
/// <param name="Title">A text.</param>
/// <param name="PageCount">A number, whose name is <c>page_count</c> on the wire.</param>
/// <param name="Parts">Objects of the same kind.</param>
/// <param name="Grade">An enum.</param>
public sealed record Report(string Title, int PageCount, IReadOnlyList<Report> Parts, Grade Grade = Grade.None);
