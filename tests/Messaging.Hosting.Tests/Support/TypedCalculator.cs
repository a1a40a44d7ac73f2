namespace Messaging.Hosting.Tests.Support;

public sealed class TypedCalculator : ICalculator
{
    public Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);
}
