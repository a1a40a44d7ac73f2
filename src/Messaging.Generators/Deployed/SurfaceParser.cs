using System.Globalization;
using System.Text.RegularExpressions;
using Messaging.Generators.Models;
using Messaging.Generators.Reading;

namespace Messaging.Generators.Deployed;

/// <summary>Reads RpcContracts.txt, as <see cref="SurfaceText"/> writes it.</summary>
internal sealed class SurfaceParser
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Contract = new(
        @"^contract (?<topic>\S+) (?<version>\S+) (?<name>\S+)( exchange=(?<exchange>\S+))?( namespace=(?<namespace>\S+))?$", Options);

    private static readonly Regex Type = new(@"^(?<kind>type|enum) (?<name>\S+)$", Options);

    private static readonly Regex Member = new(
        @"^((?<kind>cast|fanout) )?(?<name>[^\s(]+)\((?<arguments>[^()]*)\)"
        + @"( -> (?<result>\S+))?( throws (?<throws>\S+))?( since (?<since>\S+))?$",
        Options);

    private static readonly Regex Argument = new(@"^\[?(?<name>[^\s\[:#]+)(#(?<number>\d{1,9}))?: (?<type>[^\s\]]+)\]?$", Options);

    private static readonly Regex Field = new(@"^(?<required>required )?(?<name>[^\s:#]+)(#(?<number>\d{1,9}))?: (?<type>\S+)$", Options);

    private static readonly Regex Word = new(@"^(?<name>[^\s#]+)(#(?<number>-?\d{1,10}))?$", Options);

    private readonly List<(int Line, string Text)> _unreadable = [];
    private List<WireMember>? _members;
    private List<WireField>? _fields;
    private bool _isEnum;

    public WireSurface Surface { get; } = new();

    /// <summary>The lines that could not be read, from zero.</summary>
    public IReadOnlyList<(int Line, string Text)> Unreadable => _unreadable;

    public static SurfaceParser Parse(IEnumerable<string> lines)
    {
        var parser = new SurfaceParser();
        var number = 0;
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] != '#' && !(char.IsWhiteSpace(line[0]) ? parser.ReadBelow(text) : parser.ReadHead(text, number)))
            {
                parser._unreadable.Add((number, text));
            }

            number++;
        }

        return parser;
    }

    private bool ReadHead(string text, int number)
    {
        (_members, _fields) = (null, null);
        if (Type.Match(text) is { Success: true } type && !Surface.Types.ContainsKey(Part(type, "name")!))
        {
            _isEnum = Part(type, "kind") == "enum";
            var name = Part(type, "name")!;
            Surface.Types.Add(name, new WireType(name, _isEnum, _fields = []));
            return true;
        }

        if (Contract.Match(text) is not { Success: true } contract
            || !ContractVersion.TryParse(Part(contract, "version")!, out var version))
        {
            return false;
        }

        var address = new WireAddress(Name(contract, "topic")!, version.Major, Name(contract, "exchange"), Name(contract, "namespace"));
        Surface.Contracts.Add(new WireContract(address, version, Part(contract, "name")!, _members = [], number));
        return true;
    }

    private bool ReadBelow(string text)
    {
        if (_members is not null && ReadMember(text) is { } member)
        {
            _members.Add(member);
            return true;
        }

        if (_fields is not null && ReadField(text) is { } field)
        {
            _fields.Add(field);
            return true;
        }

        return false;
    }

    private WireField? ReadField(string text)
    {
        if (_isEnum)
        {
            return Word.Match(text) is { Success: true } word
                ? new WireField(Name(word, "name")!, "", IsRequired: false, Number(word))
                : null;
        }

        return Field.Match(text) is { Success: true } field
            ? new WireField(Name(field, "name")!, Part(field, "type")!, Part(field, "required") is not null, Number(field))
            : null;
    }

    private WireMember? ReadMember(string text)
    {
        var since = Surface.Contracts[Surface.Contracts.Count - 1].Version.First;
        if (Member.Match(text) is not { Success: true } member
            || (Part(member, "since") is { } given && !ContractVersion.TryParse(given, out since))
            || ReadArguments(Part(member, "arguments")!) is not { } arguments)
        {
            return null;
        }

        var kind = Part(member, "kind") switch
        {
            "cast" => MemberKind.Cast,
            "fanout" => MemberKind.Fanout,
            _ => MemberKind.Call,
        };
        return new WireMember(
            kind, Name(member, "name")!, [.. arguments.OfType<WireArgument>()], arguments.Contains(null),
            Part(member, "result") ?? WireTypeNames.Nothing, since, ReadThrows(Part(member, "throws")));
    }

    private static IReadOnlyList<WireField> ReadThrows(string? text) => text is null ? [] :
        [.. text.Split('|').Select(part => Word.Match(part)).Where(word => word.Success)
            .Select(word => new WireField(Part(word, "name")!, "", IsRequired: false, Number(word)))];

    /// <summary>The arguments, with null for the extra ones; null when they cannot be read.</summary>
    private static List<WireArgument?>? ReadArguments(string text)
    {
        List<WireArgument?> read = [];
        foreach (var part in text.Split([", "], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "...")
            {
                read.Add(null);
            }
            else if (Argument.Match(part) is { Success: true } argument && (part[0] == '[') == part.EndsWith("]", StringComparison.Ordinal))
            {
                read.Add(new WireArgument(Name(argument, "name")!, Part(argument, "type")!, part[0] == '[', Number(argument)));
            }
            else
            {
                return null;
            }
        }

        return read;
    }

    private static int? Number(Match match) =>
        int.TryParse(Part(match, "number"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Part(Match match, string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

    private static string? Name(Match match, string group) => Part(match, group) is { } escaped ? Uri.UnescapeDataString(escaped) : null;
}
