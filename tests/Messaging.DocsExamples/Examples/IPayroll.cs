namespace Messaging.DocsExamples.Examples;

// <authorize>
[RpcContract("payroll")]
[RpcAuthorize]                              // for every member: the default policy, an authenticated user
public interface IPayroll
{
    Task<int> CountAsync();

    [RpcAuthorize("payday")]                // for this member, this policy as well
    Task PayAsync(int month);
}
// </authorize>
