using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators.Deployed;

/// <summary>The content of a project's RpcContracts.txt, with the contracts that the project has.</summary>
internal sealed class RecordedContracts
{
    private readonly SurfaceParser _parser;
    private readonly Lazy<Dictionary<string, WireContract>> _matches;

    private RecordedContracts(AdditionalText file, Compilation compilation, CancellationToken cancellationToken)
    {
        File = file;
        _parser = SurfaceParser.Parse(file.GetText(cancellationToken)?.Lines.Select(line => line.ToString()) ?? []);
        _matches = new Lazy<Dictionary<string, WireContract>>(() => Match(compilation));
    }

    public AdditionalText File { get; }

    public WireSurface Surface => _parser.Surface;

    public IReadOnlyList<(int Line, string Text)> Unreadable => _parser.Unreadable;

    /// <summary>The recorded contracts that the project no longer has.</summary>
    public IEnumerable<WireContract> Removed => Surface.Contracts.Except(_matches.Value.Values);

    /// <summary>The file of a project, or null.</summary>
    public static RecordedContracts? Find(AnalyzerOptions options, Compilation compilation, CancellationToken cancellationToken) =>
        options.AdditionalFiles.FirstOrDefault(IsFile) is { } file ? new RecordedContracts(file, compilation, cancellationToken) : null;

    public static bool IsFile(AdditionalText file) => Path.GetFileName(file.Path) == SurfaceText.FileName;

    /// <summary>The record of a contract of the project, or null.</summary>
    public WireContract? Find(INamedTypeSymbol contract) =>
        _matches.Value.TryGetValue(WireTypeNames.Display(contract), out var recorded) ? recorded : null;

    /// <summary>By the address, which is all that peers know; by the name of the interface if several have the same address.</summary>
    private Dictionary<string, WireContract> Match(Compilation compilation)
    {
        var found = new Dictionary<string, WireContract>(StringComparer.Ordinal);
        List<(string Name, WireAddress Address)> current = [];
        foreach (var type in SurfaceBuilder.ContractTypes(compilation))
        {
            if (SurfaceBuilder.AddressOf(type) is { } place)
            {
                current.Add((WireTypeNames.Display(type), place.Address));
            }
        }

        foreach (var recorded in Surface.Contracts)
        {
            if (current.Exists(contract => contract == (recorded.Name, recorded.Address)))
            {
                found[recorded.Name] = recorded;
            }
        }

        foreach (var recorded in Surface.Contracts.Except(found.Values).ToArray())
        {
            var renamed = current.Find(contract => contract.Address == recorded.Address && !found.ContainsKey(contract.Name));
            if (renamed.Name is not null)
            {
                found[renamed.Name] = recorded;
            }
        }

        return found;
    }
}
