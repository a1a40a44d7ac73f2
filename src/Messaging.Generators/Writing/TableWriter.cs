using System.Globalization;
using Messaging.Generators.Models;

namespace Messaging.Generators.Writing;

/// <summary>Writes the table of a contract, and the code that registers it when its assembly is first used.</summary>
internal static class TableWriter
{
    private const string Contracts = "global::Messaging.Contracts.";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    public static void Write(CodeText code, ContractModel contract)
    {
        var type = $"{Contracts}RpcContract<{contract.Type}>";
        var thrown = ThrownWriter.Of(contract);
        code.Line(ContractWriter.Hidden)
            .Open($"internal static class {contract.Identifier}RpcContract");
        ThrownWriter.Write(code, thrown);
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line($"internal static void Register() => {Contracts}RpcContracts.Register<{contract.Type}>(Create);")
            .Line()
            .Line($"private static {type} Create() => new {type}(")
            .Line($"    {CodeText.Literal(contract.Topic)},")
            .Line($"    {CodeText.Literal(contract.Version)},")
            .Line($"    static binding => new {ClientWriter.NameOf(contract)}(binding),")
            .Line($"    new {Contracts}RpcMember<{contract.Type}>[]")
            .Open();
        foreach (var member in contract.Members)
        {
            WriteMember(code, contract.Type, member, thrown);
        }

        code.Close(")").Open();
        WriteProperty(code, "Namespace", contract.Namespace is null ? null : CodeText.Literal(contract.Namespace));
        WriteProperty(code, "Exchange", contract.Exchange is null ? null : CodeText.Literal(contract.Exchange));
        WriteProperty(code, "Serializer", SerializerOf(contract));
        WriteProperty(code, "Idl", contract.Idl is null ? null : CodeText.Literal(contract.Idl));
        code.Close(";").Close();
    }

    /// <summary>Writes a method of a type, either a contract or a class.</summary>
    public static void WriteMember(CodeText code, string type, MemberModel member, List<ThrownModel> thrown)
    {
        var result = member.Result is null ? "" : $", {member.Result}";
        code.Line($"{Contracts}RpcContracts.Member<{type}{result}>(")
            .Line($"    {CodeText.Literal(member.WireName)},")
            .Line($"    {Contracts}RpcMemberKind.{member.Kind},")
            .Line($"    {ParametersOf(member)},")
            .Line($"    {BodyOf(member)},")
            .Line($"    {SettingsOf(member, thrown)}),");
    }

    private static string ParametersOf(MemberModel member)
    {
        var parameters = member.Parameters.Where(IsOnWire).Select(parameter => parameter.Role == ParameterRole.Extra
            ? $"global::Messaging.RpcParameter.Extra({CodeText.Literal(parameter.WireName)})"
            : $"new({CodeText.Literal(parameter.WireName)}, typeof({parameter.TypeOf}){(parameter.Default is null ? "" : ", true")})");
        return $"new global::Messaging.RpcParameter[] {{ {string.Join(", ", parameters)} }}";
    }

    private static string BodyOf(MemberModel member)
    {
        List<string> values = [];
        var place = 0;
        foreach (var parameter in member.Parameters)
        {
            values.Add(parameter.Role switch
            {
                ParameterRole.Context => "call.Context",
                ParameterRole.Token => "call.CancellationToken",
                _ when parameter.Default is { } value => $"call.ArgumentAt<{parameter.Type}>({place++}, {value})",
                _ => $"call.ArgumentAt<{parameter.Type}>({place++})",
            });
        }

        var call = $"(({member.DeclaredBy})target).@{member.Name}({string.Join(", ", values)})";
        var result = member.Result is null ? "" : $"<{member.Result}>";
        return (member.Shape, member.Result) switch
        {
            (ReturnShape.ValueTask, _) => $"static (target, call) => {call}",
            (ReturnShape.Plain, null) => $"static (target, call) => {{ {call}; return default({ValueTask}); }}",
            _ => $"static (target, call) => new {ValueTask}{result}({call})",
        };
    }

    private static string SettingsOf(MemberModel member, List<ThrownModel> thrown)
    {
        List<string> settings = [$"Version = {CodeText.Literal(member.Version)}"];
        Add(settings, member.TimeoutSeconds > 0, "TimeoutSeconds", Number(member.TimeoutSeconds));
        Add(settings, member.MonitorSeconds > 0, "MonitorSeconds", Number(member.MonitorSeconds));
        Add(settings, member.Idempotent, "Idempotent", "true");
        Add(settings, member.Acknowledge != 0, "Acknowledge", $"(global::Messaging.AcknowledgeMode){member.Acknowledge}");
        Add(
            settings, member.ExpectedExceptions.Count > 0, "ExpectedExceptions",
            $"new global::System.Type[] {{ {string.Join(", ", member.ExpectedExceptions.Select(type => $"typeof({type})"))} }}");
        Add(
            settings, member.Throws.Count > 0, "Throws",
            $"new {Contracts}RpcThrown[] {{ {string.Join(", ", member.Throws.Select(one => ThrownWriter.NameOf(thrown, one)))} }}");
        Add(
            settings, member.Policies.Count > 0, "Policies",
            $"new string[] {{ {string.Join(", ", member.Policies.Select(CodeText.Literal))} }}");
        return $"new {Contracts}RpcMemberSettings {{ {string.Join(", ", settings)} }}";
    }

    private static string? SerializerOf(ContractModel contract)
    {
        if (contract.Json is not { } json)
        {
            return null;
        }

        // As without a context: enums are sent by name.
        var converters = contract.Enums.Select(type =>
            $", new global::System.Text.Json.Serialization.JsonStringEnumConverter<{type}>"
            + "(global::System.Text.Json.JsonNamingPolicy.SnakeCaseLower)");
        return $"{Contracts}RpcContracts.SerializerOf({json}.Default{string.Concat(converters)})";
    }

    private static void WriteProperty(CodeText code, string name, string? value)
    {
        if (value is not null)
        {
            code.Line($"{name} = {value},");
        }
    }

    private static void Add(List<string> settings, bool isSet, string name, string value)
    {
        if (isSet)
        {
            settings.Add($"{name} = {value}");
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";

    private static bool IsOnWire(ParameterModel parameter) => parameter.Role is ParameterRole.Argument or ParameterRole.Extra;
}
