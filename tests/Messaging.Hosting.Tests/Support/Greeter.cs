namespace Messaging.Hosting.Tests.Support;

/// <summary>An endpoint that needs something of the application.</summary>
[RpcEndpoint(Namespace = "people")]
public sealed class Greeter(Greeting greeting)
{
    public string Greet(string name) => $"{greeting.Text}, {name}";
}
