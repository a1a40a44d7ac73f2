using System.Globalization;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Interop;

/// <summary>Python's own Thrift, both ways, over every protocol and transport, plain and with TLS.</summary>
public sealed class PythonTests : ThriftTest
{
    private const string Program = "thrift_peer.py";

    [Fact]
    public async Task We_call_Pythons_servers_over_every_protocol_and_transport()
    {
        var files = TestCertificates.Create();
        await using var python = PythonPeer.Start(Program, "serve", "--cert", files.Certificate, "--key", files.Key);
        var ports = (await python.WaitForReadyAsync()).GetProperty("ports");
        var faults = new List<string>();
        foreach (var port in ports.EnumerateObject())
        {
            var parts = port.Name.Split('/');
            var number = port.Value.GetInt32().ToString(CultureInfo.InvariantCulture);
            var url = parts[^1] switch
            {
                "tls" => $"thrifts://127.0.0.1:{number}/?protocol={parts[0]}&transport={parts[1]}&ssl_ca_file={files.Authority}",
                "http" => $"thrift+http://127.0.0.1:{number}/rpc?protocol={parts[0]}",
                "https" => $"thrift+https://127.0.0.1:{number}/rpc?protocol={parts[0]}&ssl_ca_file={files.Authority}",
                "multiplexed" => $"thrift://127.0.0.1:{number}/?protocol={parts[0]}&service=tester",
                _ => $"thrift://127.0.0.1:{number}/?protocol={parts[0]}&transport={parts[1]}",
            };
            try
            {
                // Python writes NaN into JSON as a word that not even Python reads.
                await Conversation.HoldAsync(await ClientAsync(url), port.Name, hasNaN: parts[0] != "json");
            }
            catch (Exception e)
            {
                faults.Add($"{port.Name}: {e.GetType().Name} {e.Message}");
            }
        }

        var said = await python.StopAsync();
        Assert.True(faults.Count == 0, $"{string.Join("\n\n", faults)}\n{said.Error}");
        Assert.Equal(27, ports.EnumerateObject().Count());
    }

    [Fact]
    public async Task Pythons_clients_call_us_over_every_protocol_and_transport_and_are_recognised()
    {
        await ServeAsync(Url);

        await CallAsync(17, "--port", Port.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Pythons_clients_call_us_over_tls()
    {
        var files = TestCertificates.Create();
        await ServeAsync($"thrifts://127.0.0.1:{Port}/?ssl_cert_file={files.Certificate}&ssl_key_file={files.Key}");

        await CallAsync(17, "--port", Port.ToString(CultureInfo.InvariantCulture), "--ca", files.Authority);
    }

    [Fact]
    public async Task Pythons_clients_call_us_over_http_with_a_password()
    {
        await ServeAsync($"thrift+http://anna:s%40crt@127.0.0.1:{Port}/rpc");

        await CallAsync(4, "--port", Port.ToString(CultureInfo.InvariantCulture), "--http-only", "--user", "anna:s@crt");
    }

    private static async Task CallAsync(int ways, params string[] arguments)
    {
        var result = await PythonPeer.RunAsync(Program, ["call", .. arguments]);
        var line = Assert.Single(result.Lines);
        Assert.True(result.ExitCode == 0, $"{line}\n{result.Error}");
        Assert.Equal(ways, line.GetProperty("done").GetInt32());
    }
}
