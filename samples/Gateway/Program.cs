using GatewaySample;
using Messaging;
using Messaging.Drivers.Http;

const string Usage = """
    serve [--url rabbit://...] [--port 8443] [--user ada] [--password ...] [--certificate file.pem]
                                             serves calc behind a gateway, with TLS and a password, until Ctrl+C
    call  --url 'https://ada:PASSWORD@localhost:8443/rpc?ssl_ca_file=file.pem' add a=1 b=2
                                             calls a method through a gateway and prints the result
    """;

try
{
    if (args is ["serve", ..] && GatewayArguments.TryParse(args.AsSpan(1)) is { } arguments)
    {
        if (!arguments.HasOwnPassword)
        {
            Console.WriteLine($"The password of {arguments.User} is {arguments.Password}");
        }

        await GatewayCommand.RunAsync(arguments);
        return 0;
    }

    if (args is ["call", "--url", var url, var method, .. var pairs])
    {
        HttpDriver.Register();
        await using var transport = await Transport.OpenAsync(url);
        var client = new RpcClient(transport, new Target { Topic = "calc" });
        var values = pairs.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Read(pair[^1]));
        Console.WriteLine(await client.CallAsync(method, values));
        return 0;
    }
}
catch (MessagingException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

Console.Error.WriteLine(Usage);
return 2;

static RpcValue Read(string text)
{
    try
    {
        return RpcValue.Parse(text);
    }
    catch (SerializationException)
    {
        return text;
    }
}
