using System.Text.RegularExpressions;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>A contract before or after a change, with its server and a client's call.</summary>
/// <param name="Member">The member, without a semicolon.</param>
/// <param name="Body">What its server does.</param>
/// <param name="Call">What its client does with <c>client</c>, or by hand at the topic TOPIC.</param>
internal sealed record Side(string Member, string Body, string Call)
{
    public string Version { get; init; } = "1.2";

    /// <summary>Further members, each with what its server does.</summary>
    public (string Member, string Body)[] Others { get; init; } = [];

    /// <summary>Types that travel.</summary>
    public string Types { get; init; } = "";

    /// <summary>The contract alone.</summary>
    public string Contract(string topic) =>
        $$"""
        [RpcContract("{{topic}}", Version = "{{Version}}")] public interface IUser { {{string.Concat(All.Select(one => one.Member + ";"))}} } {{Types}}

        """;

    /// <summary>The contract with its server and its client, in a namespace.</summary>
    public string Program(string space, string topic) =>
        $$"""
        namespace {{space}}
        {
            {{Contract(topic)}}
            public sealed class Server : IUser { {{string.Concat(All.Select(one => $"public {Regex.Replace(one.Member, @"\[.*?\)\] |\[\w+\] ", "")} => {one.Body};"))}} }
            public static class Peer
            {
                public static RpcEndpoint Endpoint() => RpcEndpoint.For<IUser>(new Server());
                public static async Task<object> CallAsync(Transport transport) { var client = transport.GetClient<IUser>(); {{Call.Replace("TOPIC", topic, StringComparison.Ordinal)}}; }
            }
        }

        """;

    private IEnumerable<(string Member, string Body)> All => Others.Prepend((Member, Body));
}
