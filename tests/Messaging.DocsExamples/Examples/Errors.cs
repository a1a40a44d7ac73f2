namespace Messaging.DocsExamples.Examples;

public sealed class Errors
{
    [Fact]
    public async Task Handling()
    {
        await using var place = await Place.OpenAsync(new Vault());
        var client = place.Client;

        // <handle>
        try
        {
            await client.CallAsync<string>("open", new { code = 1 });
        }
        catch (RemoteException e)
        {
            // The method ran and failed: the server's exception, as data.
            Console.WriteLine($"{e.Module}.{e.TypeName}: {e.RemoteMessage}");
            Console.WriteLine(e.RemoteTrace);
        }
        catch (MessagingException e) when (e.IsTransient)
        {
            // No server, no broker, or no reply in time: a later call may succeed. After a timeout, the method may have run.
        }
        // </handle>
        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync<string>("open", new { code = 1 }));
        Assert.Equal(("WrongCodeException", "Messaging.DocsExamples.Examples"), (error.TypeName, error.Module));
        var refused = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync<string>("open", new { cod = 1 }));
        Assert.Equal("open() has no argument 'cod'. It takes code.", refused.Message);
    }

    [Fact]
    public async Task Allow_list()
    {
        var url = Place.NewUrl();

        // <allow>
        var options = new TransportOptions();
        options.RemoteExceptions
            .Allow<WrongCodeException>()
            .Allow("ValueError", "builtins", failure => new ArgumentException(failure.RemoteMessage, failure));
        await using var transport = await Transport.OpenAsync(url, options);
        // </allow>

        await using var server = new RpcServer(transport, new Target { Topic = "vault", Server = "v1" }, new Vault());
        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "vault" });
        var error = await Assert.ThrowsAsync<WrongCodeException>(() => client.CallAsync<string>("open", new { code = 1 }));
        Assert.Equal("1 is not the code.", error.Message);
        Assert.IsType<RemoteException>(error.InnerException);
    }

    [Fact]
    public void Names_for_Python()
    {
        // <name-exception>
        var options = new TransportOptions();
        options.RemoteExceptions
            .Name<WrongCodeException>("InvalidInput", "vault.exception")        // clients create it from its message
            .Name<LockedException>(e => new RemoteException(                    // or from these arguments
                "Locked", "vault.exception", e.Message, RpcValue.Parse("[]"), RpcValue.Parse($$"""{"minutes": {{e.Minutes}}}""")));
        // </name-exception>
        Assert.Same(options.RemoteExceptions, options.RemoteExceptions.AllowPythonBuiltins());
    }
}
