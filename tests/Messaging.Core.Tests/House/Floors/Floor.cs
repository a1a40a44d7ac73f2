namespace Messaging.Core.Tests.House.Floors;

/// <summary>One line of a project's list of floors: rooms of the same height, which do not know each other.</summary>
/// <param name="Height">0 is the lowest.</param>
/// <param name="Rooms">Folders and single files, as paths below the project.</param>
internal sealed record Floor(int Height, IReadOnlyList<string> Rooms);
