using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Tests.Running;

/// <summary>By the generated table of a contract.</summary>
public sealed class ContractScopeTests(ITestOutputHelper output) : ScopeTests(output)
{
    protected override void AddServer(IMessagingBuilder messaging) => messaging.AddServer<ILedger, Ledger>();
}
