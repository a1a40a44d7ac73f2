namespace Messaging.Core.Tests.House.Floors;

/// <summary>
/// The floors of one project, read from <c>eng/floors</c>: a line for each, the highest first, with its rooms separated by <c>|</c>.
/// A room is a folder, with all that is below it and is no room itself, or a single file.
/// </summary>
internal sealed class FloorPlan
{
    private FloorPlan(IReadOnlyList<Floor> floors) => Floors = floors;

    public IReadOnlyList<Floor> Floors { get; }

    public static string PathOf(string project) => Path.Combine(Sources.Root, "eng", "floors", $"{project}.txt");

    public static FloorPlan Read(string project)
    {
        var lines = File.ReadAllLines(PathOf(project)).Where(line => line.Length > 0 && line[0] != '#').Reverse();
        return new FloorPlan([.. lines.Select((line, height) =>
            new Floor(height, line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))]);
    }

    /// <summary>The height and the room of a file, or null for a file that stands nowhere.</summary>
    public (int Height, string Room)? Find(string file)
    {
        (int Height, string Room)? found = null;
        foreach (var floor in Floors)
        {
            foreach (var room in floor.Rooms)
            {
                var inside = file == room || file.StartsWith($"{room}/", StringComparison.Ordinal);
                if (inside && (found is null || room.Length > found.Value.Room.Length))
                {
                    found = (floor.Height, room);
                }
            }
        }

        return found;
    }
}
