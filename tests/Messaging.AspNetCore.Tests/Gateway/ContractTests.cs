using System.Text.Json;
using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>A contract is listed as it is: its names, its namespace, its version, its types.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task All_members_of_a_contract_can_be_called()
    {
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");
        var stock = new Stock();
        await using var server = RpcServer.Create(transport, new Target { Topic = "stock", Server = "a" }, [RpcEndpoint.For<IStock>(stock)]);
        await server.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(transport, options => options.Contract<IStock>());

        Assert.Equal("""{"name":"nut","count":3,"parts":null}""", await gateway.PostAsync("/rpc/stock/find", """{"name":"nut","limit":3}""").ResultAsync());
        Assert.Equal("null", await gateway.PostAsync("/rpc/stock/find?namespace=shop&version=1.1", """{"name":"none"}""").ResultAsync());
        Assert.Equal("""[{"name":"bolt","count":2024,"parts":null}]""", await gateway.PostAsync("/rpc/stock/list", """{"since":"2024-05-06"}""").ResultAsync());
        Assert.Equal("null", await gateway.PostAsync("/rpc/stock/put", """{"item":{"name":"nut","count":3}}""").ResultAsync());
        using var cast = await gateway.PostAsync("/rpc/stock/touch", """{"name":"nut"}""");
        Assert.Equal(202, (int)cast.StatusCode);
        Assert.Equal("nut", await stock.Touched.Task.WaitAsync(WaitLimit.Default));
        using var fanout = await gateway.PostAsync("/rpc/stock/reload", "");
        Assert.Equal(202, (int)fanout.StatusCode);
        await stock.Reloaded.Task.WaitAsync(WaitLimit.Default);
        await gateway.PostAsync("/rpc/stock/put", """{"item":{"name":"nut","count":-3}}""").ProblemAsync(500);

        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":{"name":"nut","count":10,"parts":null}}""",
            await gateway.PostAsync("/rpc/stock", """{"jsonrpc":"2.0","id":1,"method":"find","params":["nut"]}""").ResultAsync());
        var tooMany = await gateway.PostAsync("/rpc/stock", """{"jsonrpc":"2.0","id":1,"method":"find","params":["nut",1,2]}""").ResultAsync();
        Assert.Contains("takes 2 arguments (name, limit), and got 3", tooMany, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_listed_is_described_as_OpenAPI()
    {
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");
        await using var gateway = await GatewayHost.StartAsync(transport, options =>
        {
            options.Title = "Shop";
            options.Contract<IStock>();
            options.Topic("calc", topic => topic.Methods("add"));
        });

        var document = JsonElement.Parse(await gateway.Http.GetAsync("/rpc/openapi.json").ResultAsync());

        Assert.Equal("3.1.0", document.Text("openapi"));
        Assert.Equal("Shop", document.GetProperty("info").Text("title"));
        Assert.Equal("/rpc", document.GetProperty("servers")[0].Text("url"));
        var paths = document.GetProperty("paths");
        Assert.Equal(
            ["/calc/add", "/calc", "/stock/find", "/stock/list", "/stock/put", "/stock/reload", "/stock/touch", "/stock"],
            paths.EnumerateObject().Select(path => path.Name));
        var find = paths.GetProperty("/stock/find").GetProperty("post");
        Assert.Equal("stock.find", find.Text("operationId"));
        var arguments = SchemaOf(find.GetProperty("requestBody"));
        Assert.Equal("""["name"]""", arguments.GetProperty("required").GetRawText());
        Assert.Equal("string", arguments.GetProperty("properties").GetProperty("name").Text("type"));
        Assert.Equal("integer", arguments.GetProperty("properties").GetProperty("limit").Text("type"));
        Assert.False(arguments.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("#/components/schemas/StockItem", SchemaOf(find.GetProperty("responses").GetProperty("200")).Text("$ref"));
        Assert.True(paths.GetProperty("/stock/touch").GetProperty("post").GetProperty("responses").TryGetProperty("202", out _));
        var since = SchemaOf(paths.GetProperty("/stock/list").GetProperty("post").GetProperty("requestBody")).GetProperty("properties").GetProperty("since");
        Assert.Equal("""{"type":"string","format":"date-time"}""", since.GetRawText());

        // Every reference leads somewhere, those of a type to itself too.
        var text = document.GetRawText();
        Assert.Equal("#/components/schemas/IReadOnlyListOfStockItem", SchemaOf(paths.GetProperty("/stock/list").GetProperty("post").GetProperty("responses").GetProperty("200")).Text("$ref"));
        Assert.Contains("\"$ref\":\"#/components/schemas/StockItem\"", document.GetProperty("components").GetRawText(), StringComparison.Ordinal);
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, "\"\\$ref\":\"#([^\"]*)\""))
        {
            var at = document;
            foreach (var step in match.Groups[1].Value.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(step);
            }
        }

        static JsonElement SchemaOf(JsonElement holder) => holder.GetProperty("content").GetProperty("application/json").GetProperty("schema");
    }

    [Fact]
    public async Task What_cannot_be_listed_is_said_when_the_gateway_is_mapped()
    {
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");

        await RefusedAsync<ArgumentException>("listed twice", options => options.Topic("calc", topic => topic.Methods("add", "add")));
        await RefusedAsync<ArgumentException>("listed twice", options => options.Contract<IStock>(topic => topic.Methods("find")));
        await RefusedAsync<ArgumentException>("cannot be part of the path", options => options.Topic("a/b"));
        await RefusedAsync<ArgumentException>("cannot be part of the path", options => options.Topic(".."));
        await RefusedAsync<ArgumentException>("differ only in case", options =>
        {
            options.Topic("calc");
            options.Topic("Calc");
        });
        await RefusedAsync<ArgumentException>("MaxDepth", options => options.MaxDepth = 1);
        await RefusedAsync<InvalidTargetException>("version", options => options.Topic("calc", topic => topic.Methods("add").Version = "new"));
        await RefusedAsync<InvalidOperationException>("Nothing was generated", options => options.Contract<IDisposable>());

        async Task RefusedAsync<T>(string reason, Action<RpcGatewayOptions> configure)
            where T : Exception
        {
            var error = await Assert.ThrowsAnyAsync<T>(() => GatewayHost.StartAsync(transport, configure));
            Assert.Contains(reason, error.Message, StringComparison.OrdinalIgnoreCase);
        }
    }
}
