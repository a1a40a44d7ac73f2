namespace Messaging.DocsExamples.Examples;

// <authorize>
[RpcContract("payroll")]
[RpcAuthorize]                              // of every member: the default policy, somebody who is known
public interface IPayroll
{
    Task<int> CountAsync();

    [RpcAuthorize("payday")]                // of this one, that policy as well
    Task PayAsync(int month);
}
// </authorize>
