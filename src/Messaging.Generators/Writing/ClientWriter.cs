using Messaging.Generators.Models;

namespace Messaging.Generators.Writing;

/// <summary>Writes the client: a method for each member, and a struct for the arguments of each that has some.</summary>
internal static class ClientWriter
{
    private const string Contracts = "global::Messaging.Contracts.";

    public static string NameOf(ContractModel contract) => contract.Identifier + "RpcClient";

    public static void Write(CodeText code, ContractModel contract)
    {
        code.Line(ContractWriter.Hidden)
            .Open($"internal sealed class {NameOf(contract)} : {Contracts}RpcContractClient<{contract.Type}>, {contract.Type}")
            .Open($"public {NameOf(contract)}({Contracts}RpcBinding binding) : base(binding)")
            .Close();
        for (var i = 0; i < contract.Members.Count; i++)
        {
            WriteMember(code, contract.Members[i], i);
        }

        code.Close();
    }

    private static void WriteMember(CodeText code, MemberModel member, int index)
    {
        var sent = Sent(member);
        var arguments = sent.Count == 0 ? Contracts + "NoArguments" : $"Arguments{index}";
        var values = sent.Count == 0 ? "default" : $"new {arguments}({string.Join(", ", sent.Select(parameter => parameter.Place))})";
        var result = member.Result is null ? "" : $", {member.Result}";
        var method = (member.Kind, member.Shape) switch
        {
            (MemberKind.Call, ReturnShape.Task) => "CallAsync",
            (MemberKind.Call, _) => "CallValueAsync",
            (_, ReturnShape.Task) => "CastAsync",
            _ => "CastValueAsync",
        };
        code.Line()
            .Line($"{member.Returns} {member.DeclaredBy}.{Identifier(member.Name)}({string.Join(", ", Parameters(member))}) =>")
            .Line($"    {method}<{arguments}{result}>({index}, {values}, {Place(member, ParameterRole.Context, "null")}, "
                + $"{Place(member, ParameterRole.Token, "default")});");
        if (sent.Count > 0)
        {
            WriteArguments(code, arguments, sent);
        }
    }

    private static void WriteArguments(CodeText code, string name, List<(ParameterModel Parameter, string Place)> sent)
    {
        code.Line().Open($"private readonly struct {name} : {Contracts}IRpcArguments");
        foreach (var (parameter, place) in sent)
        {
            if (parameter.Role == ParameterRole.Argument)
            {
                code.Line($"private static readonly {Contracts}RpcArgumentName N{place} = new({CodeText.Literal(parameter.WireName)});");
            }
        }

        code.Lines(sent.Select(argument => $"private readonly {argument.Parameter.Type} _{argument.Place};"))
            .Line()
            .Open($"public {name}({string.Join(", ", sent.Select(argument => $"{argument.Parameter.Type} {argument.Place}"))})")
            .Lines(sent.Select(argument => $"_{argument.Place} = {argument.Place};"))
            .Close()
            .Line()
            .Open($"public void Write({Contracts}RpcArgumentWriter writer)")
            .Lines(sent.Select(argument => argument.Parameter.Role == ParameterRole.Extra
                ? $"writer.WriteExtra(_{argument.Place});"
                : $"writer.Write(N{argument.Place}, _{argument.Place});"))
            .Close()
            .Close();
    }

    /// <summary>Parameters are named by position: the user's names could be anything.</summary>
    private static IEnumerable<string> Parameters(MemberModel member) =>
        member.Parameters.Select((parameter, place) => $"{parameter.Type} p{place}");

    private static List<(ParameterModel Parameter, string Place)> Sent(MemberModel member) =>
        [.. member.Parameters.Select((parameter, place) => (Parameter: parameter, Place: $"p{place}"))
            .Where(sent => sent.Parameter.Role is ParameterRole.Argument or ParameterRole.Extra)];

    private static string Place(MemberModel member, ParameterRole role, string none)
    {
        var place = member.Parameters.ToList().FindIndex(parameter => parameter.Role == role);
        return place < 0 ? none : $"p{place}";
    }

    private static string Identifier(string name) => "@" + name;
}
