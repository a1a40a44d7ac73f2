using System.Net.Http.Headers;
using System.Text;
using Messaging.AspNetCore.Tests.Support;
using Messaging.Drivers.Thrift;
using Messaging.Thrift;
using Microsoft.AspNetCore.Builder;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>Thrift clients over HTTP call what is listed, as every other client of the gateway.</summary>
public sealed class ThriftTests
{
    private const string Type = "application/x-thrift";

    private static readonly ThriftService Service = ThriftService.Load(PeerPrograms.PathOf(Path.Combine("thrift", "gateway.thrift")));

    [Fact]
    public async Task Pythons_clients_call_a_topic_in_every_protocol()
    {
        await using var world = await World.StartAsync(List, services: BasicHandler.Add, conventions: group => group.RequireAuthorization());

        var result = await PythonPeer.RunAsync("thrift_gateway.py", Url(world), "ada:secret");

        Assert.True(result.ExitCode == 0, $"{Assert.Single(result.Lines)}\n{result.Error}");
        Assert.Equal("noted", await world.Calculator.Noted.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task A_client_that_authorization_refuses_gets_the_status_and_nothing_runs()
    {
        await using var world = await World.StartAsync(
            options =>
            {
                List(options);
                options.Topic("calc").RequireAuthorization("operators");
            },
            services: BasicHandler.Add);

        Assert.Equal(401, await StatusAsync(world, Add));
        Assert.Equal(403, await StatusAsync(world, Add, BasicHandler.Login("ada")));
        Assert.Equal(200, await StatusAsync(world, Add, BasicHandler.Login("root")));
        Assert.Equal(1, world.Calculator.Calls);
    }

    [Theory]
    [InlineData("", "it left after 0 bytes")]
    [InlineData("GET / HTTP/1.1", "not a Thrift call")]
    [InlineData("{\"method\": \"add\"}", "not a Thrift call")]
    [InlineData("\u0080\u0001\u0000\u0001\u0000\u0000\u0000\u0003ad", "the message ends too early")]
    [InlineData("\u0000\u0000\u0001\u0000\u0080\u0001\u0000\u0001", "its frame has 256 bytes, but 4 arrived")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u0080\u0001\u0000\u0001", "max_frame_size")]
    public async Task A_body_that_is_no_message_is_a_bad_request_that_says_why(string body, string why)
    {
        await using var world = await World.StartAsync(List);

        using var response = await PostAsync(world, Encoding.Latin1.GetBytes(body));

        Assert.Equal((400, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var said = await response.Content.ReadAsStringAsync();
        Assert.Contains("urn:messaging:unreadable", said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Equal(0, world.Calculator.Calls);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var world = await World.StartAsync(options =>
        {
            List(options);
            options.MaxBodySize = 64;
        });

        Assert.Equal(413, await StatusAsync(world, new byte[65]));
        Assert.Equal(200, await StatusAsync(world, Add));
    }

    [Fact]
    public async Task An_argument_of_the_wrong_type_is_a_protocol_error_and_nothing_runs()
    {
        await using var world = await World.StartAsync(List);

        using var response = await PostAsync(world, [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 9, 11, 0, 1, 0, 0, 0, 1, (byte)'x', 0]);

        var answer = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0x80, 1, 0, 3, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 9], answer[..15]);
        Assert.Contains("is of the type i32, but arrived as a string", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        Assert.Equal(0, world.Calculator.Calls);
    }

    [Fact]
    public async Task A_missing_argument_is_a_protocol_error_of_the_servers()
    {
        await using var world = await World.StartAsync(List);

        using var response = await PostAsync(world, [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 9, 8, 0, 1, 0, 0, 0, 1, 0]);

        var answer = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(7, answer[^2]);    // PROTOCOL_ERROR, the last field of the error.
        Assert.Contains("'b'", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        Assert.Equal(0, world.Calculator.Calls);
    }

    [Fact]
    public async Task Nobody_who_serves_and_a_time_that_is_over_are_errors_with_the_names_of_the_problems()
    {
        var waits = ThriftService.Parse("service Waits { string wait() string nobody() }");
        await using var world = await World.StartAsync(options =>
        {
            options.Topic("calc", topic => topic.Methods("wait").Accept(ThriftFormat.Of(waits)));
            options.Topic("empty", topic => topic.Methods("nobody").Accept(ThriftFormat.Of(waits)));
        });

        using var late = await PostAsync(world, Call("wait"), ("Request-Timeout", "0.05"));
        using var nobody = await PostAsync(world, Call("nobody"), ("topic", "empty"));

        Assert.Contains("timeout: 'wait' of 'calc' gave no reply within 0.05 s.", await TextAsync(late), StringComparison.Ordinal);
        Assert.Contains("no-server: Nobody serves 'empty' now.", await TextAsync(nobody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_oneway_call_that_cannot_be_sent_has_the_status_for_its_answer()
    {
        var service = ThriftService.Parse("service Notes { oneway void note(1: string text) oneway void other() }");
        await using var world = await World.StartAsync(options => options.Topic("calc", topic => topic.OneWay("note").Accept(ThriftFormat.Of(service))));

        using var sent = await PostAsync(world, [0x80, 1, 0, 4, 0, 0, 0, 4, .. "note"u8, 0, 0, 0, 1, 11, 0, 1, 0, 0, 0, 1, (byte)'x', 0]);
        using var unlisted = await PostAsync(world, [0x80, 1, 0, 4, 0, 0, 0, 5, .. "other"u8, 0, 0, 0, 1, 0]);

        Assert.Equal((200, 0), ((int)sent.StatusCode, (await sent.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(404, (int)unlisted.StatusCode);
        Assert.Equal("x", await world.Calculator.Noted.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task Json_is_answered_beside_it_and_a_topic_takes_a_form_once()
    {
        await using var world = await World.StartAsync(List);

        Assert.Equal("3", await world.Gateway.PostAsync("/rpc/calc/add", """{"a": 1, "b": 2}""").ResultAsync());
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":3}""",
            await world.Gateway.PostAsync("/rpc/calc", """{"jsonrpc":"2.0","id":1,"method":"add","params":{"a":1,"b":2}}""").ResultAsync());
        var twice = Assert.Throws<ArgumentException>(() => new RpcGatewayOptions().Topic("calc").Accept(ThriftFormat.Of(Service)).Accept(ThriftFormat.Of(Service)));
        Assert.Contains(Type, twice.Message, StringComparison.Ordinal);
    }

    private static byte[] Add { get; } = [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 9, 8, 0, 1, 0, 0, 0, 1, 8, 0, 2, 0, 0, 0, 2, 0];

    private static void List(RpcGatewayOptions options) => options.Topic("calc", topic => topic
        .Methods("add", "echo", "user", "fail", "crash").OneWay("note").Accept(ThriftFormat.Of(Service)));

    private static string Url(World world, string topic = "calc") => new Uri(world.Gateway.Address, "/rpc/" + topic).ToString();

    private static byte[] Call(string method) => [0x80, 1, 0, 1, 0, 0, 0, (byte)method.Length, .. Encoding.ASCII.GetBytes(method), 0, 0, 0, 9, 0];

    private static async Task<int> StatusAsync(World world, byte[] body, params (string Name, string Value)[] headers)
    {
        using var response = await PostAsync(world, body, headers);
        return (int)response.StatusCode;
    }

    private static async Task<string> TextAsync(HttpResponseMessage response) => Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());

    private static async Task<HttpResponseMessage> PostAsync(World world, byte[] body, params (string Name, string Value)[] headers)
    {
        var topic = headers.FirstOrDefault(header => header.Name == "topic").Value ?? "calc";
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(world, topic)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Type);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await world.Gateway.Http.SendAsync(request);
    }
}
