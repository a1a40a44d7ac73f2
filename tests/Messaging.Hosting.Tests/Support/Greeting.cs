namespace Messaging.Hosting.Tests.Support;

public sealed record Greeting(string Text);
