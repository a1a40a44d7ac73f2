namespace Messaging.DocsExamples.Examples;

// <calculator>
public sealed class Calculator
{
    public int Add(int a, int b) => a + b;                                              // "add", arguments "a" and "b"

    public void Log(string text) => Console.WriteLine(text);                            // "log"

    public async Task<Description> DescribeAsync(CancellationToken cancellationToken)   // "describe"; the token is not an argument
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return new Description([new Unit("number", 1)]);
    }
}

public sealed record Description(IReadOnlyList<Unit> Units);

public sealed record Unit(string Name, double Factor);
// </calculator>
