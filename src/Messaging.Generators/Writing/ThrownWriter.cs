using Messaging.Generators.Models;

namespace Messaging.Generators.Writing;

/// <summary>Writes how callers of a contract recreate the exceptions that it declares.</summary>
internal static class ThrownWriter
{
    private const string Contracts = "global::Messaging.Contracts.";

    /// <summary>The exceptions of all members, each once.</summary>
    public static List<ThrownModel> Of(ContractModel contract) => [.. contract.Members.SelectMany(member => member.Throws).Distinct()];

    public static string NameOf(List<ThrownModel> all, ThrownModel thrown) => $"Thrown{all.IndexOf(thrown)}";

    /// <summary>Writes a field for each.</summary>
    public static void Write(CodeText code, List<ThrownModel> all)
    {
        foreach (var thrown in all)
        {
            code.Line($"private static readonly {Contracts}RpcThrown {NameOf(all, thrown)} = {Contracts}RpcThrown.Create<{thrown.Type}>(")
                .Line($"    {CodeText.Literal(thrown.Class)},")
                .Line($"    {CodeText.Literal(thrown.Module)},");
            WriteWrite(code, thrown);
            code.Line("    static values =>").Open();
            WriteMake(code, thrown);
            code.Close(");").Line();
        }
    }

    private static void WriteWrite(CodeText code, ThrownModel thrown)
    {
        if (thrown.Properties.Count == 0)
        {
            code.Line("    null,");
            return;
        }

        code.Line("    static (error, writer) =>")
            .Open()
            .Lines(thrown.Properties.Select(property =>
                $"writer.Write(new {Contracts}RpcArgumentName({CodeText.Literal(property.WireName)}), error.@{property.Name});"))
            .Close(",");
    }

    private static void WriteMake(CodeText code, ThrownModel thrown)
    {
        var initial = thrown.Properties.Where(property => property.Place == ThrownPlace.Initializer)
            .Select(property => $"@{property.Name} = {Read(property)}").ToArray();
        code.Line($"var error = new {thrown.Type}({string.Join(", ", thrown.Arguments.Select(argument => ValueOf(argument, thrown)))})"
            + (initial.Length == 0 ? ";" : $" {{ {string.Join(", ", initial)} }};"));
        foreach (var property in thrown.Properties.Where(property => property.Place == ThrownPlace.Setter))
        {
            code.Line($"if (values.Has({CodeText.Literal(property.WireName)}))")
                .Open().Line($"error.@{property.Name} = {Read(property)};").Close().Line();
        }

        code.Line("return error;");
    }

    private static string ValueOf(ThrownArgument argument, ThrownModel thrown) => argument.Kind switch
    {
        ThrownArgumentKind.Message => "values.Message",
        ThrownArgumentKind.Inner => "values.Inner",
        _ => Read(thrown.Properties.First(property => property.Name == argument.Property)),
    };

    private static string Read(ThrownProperty property) => $"values.Read<{property.Type}>({CodeText.Literal(property.WireName)})!";
}
