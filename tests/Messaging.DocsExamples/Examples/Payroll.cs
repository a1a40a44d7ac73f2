namespace Messaging.DocsExamples.Examples;

public sealed class Payroll : IPayroll
{
    public Task<int> CountAsync() => Task.FromResult(3);

    public Task PayAsync(int month) => Task.CompletedTask;
}
