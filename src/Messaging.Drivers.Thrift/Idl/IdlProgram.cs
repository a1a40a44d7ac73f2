namespace Messaging.Drivers.Thrift.Idl;

/// <summary>The declarations of a file, by name, and the files that it includes.</summary>
internal sealed class IdlProgram(string name)
{
    private readonly Dictionary<string, IdlDeclaration> _declarations = new(StringComparer.Ordinal);

    /// <summary>The name of the file without folder and extension, by which other files refer to its declarations.</summary>
    public string Name { get; } = name;

    public Dictionary<string, IdlProgram> Includes { get; } = new(StringComparer.Ordinal);

    public IEnumerable<IdlService> Services => _declarations.Values.OfType<IdlService>();

    public void Add(IdlDeclaration declaration)
    {
        if (!_declarations.TryAdd(declaration.Name, declaration))
        {
            var first = _declarations[declaration.Name].Place;
            throw declaration.Place.Error($"'{declaration.Name}' is declared twice: first on line {first.Line}. Rename one of them.");
        }
    }

    /// <summary>Finds the declaration of a name, and its file: this one, or an included one (<c>shared.Thing</c>).</summary>
    public (IdlProgram Program, IdlDeclaration Declaration)? Find(string name)
    {
        if (_declarations.TryGetValue(name, out var own))
        {
            return (this, own);
        }

        // The name of a file may contain dots too.
        var dot = name.LastIndexOf('.');
        return dot > 0 && Includes.TryGetValue(name[..dot], out var included)
            && included._declarations.TryGetValue(name[(dot + 1)..], out var other)
            ? (included, other)
            : null;
    }
}
