using System.Text.Json;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What the broker itself says of the exchanges, queues and bindings: exactly what a Python service makes.</summary>
public sealed class TopologyTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("amqp_durable_queues=true", true, false, false)]
    [InlineData("amqp_auto_delete=true", false, true, false)]
    [InlineData("rabbit_quorum_queue=true", true, false, true)]
    public async Task A_server_and_its_clients_make_what_oslo_messaging_makes(string query, bool durable, bool autoDelete, bool quorum)
    {
        var control = "control_" + Topic;
        var options = Options();
        options.ControlExchange = control;
        var transport = Own(await Transport.OpenAsync($"{Node.Url}?{query}", options, Token));
        var server = await ServeAsync(transport, new Calculator());
        var client = Client(transport);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await client.With(fanout: true).CastAsync(null, "note", new { text = "all" }, Token);

        var exchanges = await ListAsync("exchanges", "name", "type", "durable", "auto_delete", "internal", "arguments");
        Assert.Equal(
            [
                $"{control} topic durable={durable} auto_delete={autoDelete} internal=False arguments=",
                $"{Topic}_fanout fanout durable=False auto_delete=True internal=False arguments=",
            ],
            exchanges.Order(StringComparer.Ordinal));

        var work = quorum ? "x-queue-type=quorum" : "";
        var queues = await ListAsync("queues", "name", "durable", "auto_delete", "exclusive", "arguments");
        Assert.Equal(
            [
                $"{Topic} durable={durable} auto_delete={autoDelete} exclusive=False arguments={work}",
                $"{Topic}.messaging_cancel_# durable=False auto_delete=True exclusive=False arguments=x-expires=1800000",
                $"{Topic}.s1 durable={durable} auto_delete={autoDelete} exclusive=False arguments={work}",
                $"{Topic}_fanout_# durable=False auto_delete=False exclusive=False arguments=x-expires=1800000",
            ],
            queues.Order(StringComparer.Ordinal));

        var bindings = await ListAsync("bindings", "source_name", "destination_name", "routing_key", "arguments");
        Assert.Equal(
            [
                $"{control} {Topic} {Topic} arguments=",
                $"{control} {Topic}.messaging_cancel_# {Topic}.messaging_cancel arguments=",
                $"{control} {Topic}.s1 {Topic}.s1 arguments=",
                $"{Topic}_fanout {Topic}_fanout_# {Topic} arguments=",
            ],
            bindings.Where(b => b[0] != ' ').Order(StringComparer.Ordinal));

        await server.StopAsync(Token);
        if (!autoDelete)
        {
            var left = await ListAsync("queues", "name");
            Assert.Equal([Topic, $"{Topic}.s1"], left.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_reply_queue_is_made_at_the_first_call_and_is_transient_and_shared_by_nobody()
    {
        var virtualHost = await Node.AddVirtualHostAsync(Topic);
        var transport = await OpenAsync(virtualHost);
        await ServeAsync(transport, new Calculator());
        Assert.DoesNotContain(await ListReplyQueuesAsync(), q => q.StartsWith("reply_", StringComparison.Ordinal));

        await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

        var reply = Assert.Single(await ListReplyQueuesAsync(), q => q.StartsWith("reply_", StringComparison.Ordinal));
        Assert.Matches("^reply_[0-9a-f]{32} false false false x-expires=1800000$", reply);
    }

    [Fact]
    public async Task A_client_declares_the_exchange_but_no_queue()
    {
        var transport = await OpenAsync();
        await Client(transport).CastAsync(null, "note", new { text = "nobody" }, Token);
        Assert.Empty(await ListAsync("queues", "name"));
    }

    [Fact]
    public async Task A_queue_that_exists_but_is_not_durable_is_used_as_it_is()
    {
        var plain = await OpenAsync();
        await (await ServeAsync(plain, new Calculator())).StopAsync(Token);

        var options = Options();
        options.ControlExchange = "durable_" + Topic;
        var durable = Own(await Transport.OpenAsync(Node.Url + "?amqp_durable_queues=true", options, Token));
        await ServeAsync(durable, new Calculator());
        Assert.Equal(3, await Client(durable).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains(Log.Entries, e => e.EventId.Id == 5104);
    }

    [Fact]
    public async Task A_queue_with_other_properties_is_an_error_that_names_it_and_the_argument()
    {
        var plain = await OpenAsync();
        await (await ServeAsync(plain, new Calculator())).StopAsync(Token);
        var options = Options();
        options.ControlExchange = "autodelete_" + Topic;
        var other = Own(await Transport.OpenAsync(Node.Url + "?amqp_auto_delete=true", options, Token));
        Log.Expect(5102);

        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(other, new Calculator()));
        Assert.Contains($"queue '{Topic}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'auto_delete' differs", error.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> ListReplyQueuesAsync()
    {
        var text = await Node.RunCtlAsync(
            "list_queues", "--vhost", Topic, "--formatter", "json", "--quiet", "name", "durable", "auto_delete", "exclusive", "arguments");
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(q => string.Join(' ', q.EnumerateObject().Select(p => Text(p.Value))))];
    }

    /// <summary>The rows of this test's topic, each a line; unique parts of names become '#'.</summary>
    private async Task<IReadOnlyList<string>> ListAsync(string what, params string[] columns)
    {
        var rows = await Node.ListAsync(what, columns);
        var lines = new List<string>();
        foreach (var row in rows)
        {
            var line = string.Join(
                ' ', columns.Select(c => c is "name" or "type" || c.EndsWith("_name", StringComparison.Ordinal) || c == "routing_key"
                ? row.GetProperty(c).GetString()
                : $"{c}={Capital(c, Text(row.GetProperty(c)))}"));
            if (line.Contains(Topic, StringComparison.Ordinal))
            {
                lines.Add(System.Text.RegularExpressions.Regex.Replace(line, "(?<=_)[0-9a-f]{32}", "#"));
            }
        }

        return lines;
    }

    private static string Capital(string column, string text) => text switch
    {
        "true" => "True",
        "false" => "False",
        "" when column == "exclusive" => "False",
        _ => text,
    };

    /// <summary>rabbitmqctl lists an argument as its name, its type on the wire and its value.</summary>
    private static string Argument(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Array ? $"{argument[0].GetString()}={Text(argument[2])}" : Text(argument);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Join(',', value.EnumerateObject().Select(p => $"{p.Name}={Text(p.Value)}")),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Argument)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
