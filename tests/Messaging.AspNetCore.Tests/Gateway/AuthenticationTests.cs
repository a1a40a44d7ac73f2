using Messaging.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>ASP.NET says who may call, and the user is handed on.</summary>
public sealed class AuthenticationTests
{
    [Fact]
    public async Task A_gateway_that_requires_authorization_answers_nobody_else()
    {
        await using var world = await World.StartAsync(services: BasicHandler.Add, conventions: group => group.RequireAuthorization());

        foreach (var path in (string[])["/rpc/calc/user", "/rpc/calc", "/rpc/not/listed"])
        {
            using var anonymous = await world.Gateway.PostAsync(path, "{}");
            Assert.Equal(401, (int)anonymous.StatusCode);
            using var wrong = await world.Gateway.PostAsync(path, "{}", BasicHandler.Login("ada", "guess"));
            Assert.Equal(401, (int)wrong.StatusCode);
        }

        using var document = await world.Gateway.Http.GetAsync("/rpc/openapi.json");
        Assert.Equal(401, (int)document.StatusCode);
        Assert.Equal("\"ada\"", await world.Gateway.PostAsync("/rpc/calc/user", "{}", BasicHandler.Login("ada")).ResultAsync());
    }

    [Fact]
    public async Task A_topic_may_require_more_than_the_gateway()
    {
        await using var world = await World.StartAsync(
            options =>
            {
                World.ListAll(options);
                options.Topic("calc").RequireAuthorization("operators");
                options.Topic("open", topic => topic.Methods("add"));
            },
            services: BasicHandler.Add);

        using var forbidden = await world.Gateway.PostAsync("/rpc/calc/user", "{}", BasicHandler.Login("ada"));
        Assert.Equal(403, (int)forbidden.StatusCode);
        using var batch = await world.Gateway.PostAsync("/rpc/calc", "[]", BasicHandler.Login("ada"));
        Assert.Equal(403, (int)batch.StatusCode);
        Assert.Equal("\"root\"", await world.Gateway.PostAsync("/rpc/calc/user", "{}", BasicHandler.Login("root")).ResultAsync());
        await world.Gateway.PostAsync("/rpc/open/add", "{}").ProblemAsync(503);
    }

    [Fact]
    public async Task The_user_is_handed_on_with_a_batch_too()
    {
        await using var world = await World.StartAsync(services: BasicHandler.Add);

        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":"ada"}""",
            await world.Gateway.PostAsync("/rpc/calc", """{"jsonrpc":"2.0","id":1,"method":"user"}""", BasicHandler.Login("ada")).ResultAsync());
    }

    [Fact]
    public async Task The_application_adds_to_the_context()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.Context = (http, context) => context.With("request_id", http.Request.Headers["X-Request-Id"].ToString());
        });

        Assert.Equal("\"r-1\"", await world.Gateway.PostAsync("/rpc/calc/request", "{}", ("X-Request-Id", "r-1")).ResultAsync());
        Assert.Equal("null", await world.Gateway.PostAsync("/rpc/calc/user", "{}").ResultAsync());
    }

    [Fact]
    public async Task Nobody_is_handed_on_where_that_is_not_wanted()
    {
        await using var world = await World.StartAsync(
            options =>
            {
                World.ListAll(options);
                options.UserKey = null;
            },
            services: BasicHandler.Add);

        Assert.Equal("null", await world.Gateway.PostAsync("/rpc/calc/user", "{}", BasicHandler.Login("ada")).ResultAsync());
    }
}
