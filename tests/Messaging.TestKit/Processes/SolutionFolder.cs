namespace Messaging.TestKit;

/// <summary>Where the solution is whose tests run: the folder of its scripts, documents and peer programs.</summary>
public static class SolutionFolder
{
    private const string SolutionFile = "Messaging.sln";

    /// <summary>The folder above the tests that holds the solution; null if they run elsewhere.</summary>
    public static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, SolutionFile)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
