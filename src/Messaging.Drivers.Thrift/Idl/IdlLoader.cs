namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Reads a file and the files that it includes, each once.</summary>
/// <param name="folders">Where included files are looked for, after the folder of the including file.</param>
internal sealed class IdlLoader(IReadOnlyList<string> folders)
{
    private readonly Dictionary<string, IdlProgram?> _programs = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ThriftIdlException">The file cannot be understood.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IdlProgram Load(string path)
    {
        var full = Path.GetFullPath(path);
        return Read(full, File.ReadAllText(full), (file, place) => Include(full, file, place));
    }

    /// <summary>Reads a text that includes nothing.</summary>
    public static IdlProgram Parse(string name, string text) => new IdlLoader([]).Read(name, text, (_, place) =>
        throw place.Error("a text cannot include files. Load the service from a file."));

    private IdlProgram Read(string file, string text, Func<string, IdlPlace, IdlProgram> include)
    {
        var program = new IdlProgram(Path.GetFileNameWithoutExtension(file));
        _programs[file] = null;
        new IdlParser(new IdlWords(new IdlScanner(Path.GetFileName(file), text)), program, include).Parse();
        _programs[file] = program;
        return program;
    }

    private IdlProgram Include(string from, string file, IdlPlace place)
    {
        var path = Path.GetFullPath(file, Path.GetDirectoryName(from)!);
        if (!File.Exists(path)
            && folders.Select(folder => Path.GetFullPath(file, Path.GetFullPath(folder))).FirstOrDefault(File.Exists) is { } elsewhere)
        {
            path = elsewhere;
        }

        if (_programs.TryGetValue(path, out var known))
        {
            return known ?? throw place.Error($"'{file}' includes this file again. Move what both need to a third file.");
        }

        try
        {
            return Load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw place.Error($"the included file cannot be read: {e.Message}");
        }
    }
}
