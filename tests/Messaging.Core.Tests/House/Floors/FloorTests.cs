using System.Text;

namespace Messaging.Core.Tests.House.Floors;

/// <summary>
/// Each project of <c>src/</c> is an ordered list of floors (<c>eng/floors</c>), and a file names only what stands in its own room or on a
/// lower floor. There are no exceptions, and two rooms of one floor do not know each other.
/// </summary>
public sealed class FloorTests
{
    public static TheoryData<string> Projects { get; } = [.. Sources.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_names_only_its_own_room_and_lower_floors(string project)
    {
        var plan = FloorPlan.Read(project);
        var upward = new StringBuilder();
        var rooms = ArrowFinder.Find(project).Where(arrow => plan.Find(arrow.From) is not null && plan.Find(arrow.To) is not null)
            .GroupBy(arrow => (From: plan.Find(arrow.From)!.Value, To: plan.Find(arrow.To)!.Value))
            .Where(arrows => arrows.Key.From.Room != arrows.Key.To.Room && arrows.Key.From.Height <= arrows.Key.To.Height)
            .OrderByDescending(arrows => arrows.Count());
        foreach (var arrows in rooms)
        {
            upward.AppendLine($"{arrows.Key.From.Room} ({arrows.Key.From.Height}) names {arrows.Key.To.Room} ({arrows.Key.To.Height}):");
            foreach (var arrow in arrows)
            {
                upward.AppendLine($"    {arrow.From}:{arrow.Line} {arrow.Name} of {arrow.To}");
            }
        }

        Assert.True(upward.Length == 0, upward.ToString());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_file_stands_on_a_floor_and_every_room_exists(string project)
    {
        var plan = FloorPlan.Read(project);
        var folder = Path.Combine(Sources.Root, "src", project);
        var homeless = Sources.Files.Where(file => file.StartsWith($"{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Where(file => plan.Find(file) is null);
        var empty = plan.Floors.SelectMany(floor => floor.Rooms)
            .Where(room => !File.Exists(Path.Combine(folder, room)) && !Directory.Exists(Path.Combine(folder, room)));

        Assert.Empty(homeless);
        Assert.Empty(empty);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_page_of_the_floors_shows_them(string project)
    {
        var page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "design", "the-floors.md")).ReplaceLineEndings("\n");
        var lines = File.ReadAllLines(FloorPlan.PathOf(project)).Where(line => line.Length > 0 && line[0] != '#');

        Assert.Contains($"## {project}\n", page, StringComparison.Ordinal);
        Assert.Contains($"```text\n{string.Join('\n', lines)}\n```", page, StringComparison.Ordinal);
    }
}
