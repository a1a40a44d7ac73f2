using System.Globalization;
using System.Text;
using Messaging.Generators.Models;

namespace Messaging.Generators.Deployed;

/// <summary>Writes RpcContracts.txt. <see cref="SurfaceParser"/> reads it.</summary>
internal static class SurfaceText
{
    public const string FileName = "RpcContracts.txt";

    public const string Heading =
        """
        # The contracts of this project as their peers see them, for the check of what a change breaks (RPC0020 to RPC0024).
        # Written by: dotnet build -p:UpdateRpcContracts=true. Commit it with the change.
        """;

    /// <summary>The whole file.</summary>
    public static string Write(WireSurface surface)
    {
        var text = new StringBuilder(Heading.Replace("\r", "")).Append('\n');
        foreach (var contract in surface.Contracts)
        {
            text.Append(Line(contract)).Append('\n');
            foreach (var member in contract.Members)
            {
                text.Append("  ").Append(Line(member)).Append('\n');
            }
        }

        foreach (var type in surface.Types.Values)
        {
            text.Append(type.IsEnum ? "enum " : "type ").Append(type.Name).Append('\n');
            foreach (var field in type.Fields)
            {
                text.Append("  ").Append(Line(type, field)).Append('\n');
            }
        }

        return text.ToString();
    }

    public static string Line(WireContract contract) =>
        FormattableString.Invariant($"contract {Name(contract.Address.Topic)} {contract.Version} {contract.Name}")
        + FormattableString.Invariant($"{Option("exchange", contract.Address.Exchange)}{Option("namespace", contract.Address.Namespace)}");

    public static string Line(WireMember member)
    {
        var arguments = member.Arguments.Select(Line).Concat(member.TakesExtra ? ["..."] : Array.Empty<string>());
        var kind = member.Kind == MemberKind.Call ? "" : member.Kind.ToString().ToLowerInvariant() + " ";
        var result = member.Result == WireTypeNames.Nothing ? "" : " -> " + member.Result;
        var throws = member.Throws.Count == 0
            ? ""
            : " throws " + string.Join("|", member.Throws.Select(thrown => Numbered(thrown.Name, thrown.Number)));
        return $"{kind}{Name(member.Name)}({string.Join(", ", arguments)})"
            + $"{result}{throws}{(member.Since == member.Since.First ? "" : " since " + member.Since)}";
    }

    public static string Line(WireType type, WireField field) =>
        type.IsEnum ? Numbered(Name(field.Name), field.Number)
            : $"{(field.IsRequired ? "required " : "")}{Numbered(Name(field.Name), field.Number)}: {field.Type}";

    private static string Line(WireArgument argument)
    {
        var text = $"{Numbered(Name(argument.Name), argument.Number)}: {argument.Type}";
        return argument.IsOptional ? $"[{text}]" : text;
    }

    private static string Numbered(string name, int? number) => number is null ? name : FormattableString.Invariant($"{name}#{number}");

    // Whatever a name contains, a line is split at its spaces, brackets and number signs.
    private static string Name(string name) => Uri.EscapeDataString(name);

    private static string Option(string option, string? value) =>
        value is null ? "" : string.Format(CultureInfo.InvariantCulture, " {0}={1}", option, Name(value));
}
