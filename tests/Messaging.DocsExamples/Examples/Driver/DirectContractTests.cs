using Messaging.DriverContract;

namespace Messaging.DocsExamples.Examples.Driver;

// The missing suites (CastContract, DrainContract, RedeliveryContract, TimeoutContract) need queues that keep messages.
// <driver-contract>
public sealed class DirectArgumentTests() : ArgumentContract(new DirectFixture());

public sealed class DirectCancellationTests() : CancellationContract(new DirectFixture());
// </driver-contract>

public sealed class DirectBlockingTests() : BlockingContract(new DirectFixture());

public sealed class DirectCallerContextTests() : CallerContextContract(new DirectFixture());

public sealed class DirectContextTests() : ContextContract(new DirectFixture());

public sealed class DirectDeadlineTests() : DeadlineContract(new DirectFixture());

public sealed class DirectDetachTests() : DetachContract(new DirectFixture());

public sealed class DirectDiagnosticsTests() : DiagnosticsContract(new DirectFixture());

public sealed class DirectDispatchTests() : DispatchContract(new DirectFixture());

public sealed class DirectDuplicateTests() : DuplicateContract(new DirectFixture());

public sealed class DirectErrorTests() : ErrorContract(new DirectFixture());

public sealed class DirectHostileTests() : HostileContract(new DirectFixture());

public sealed class DirectLifetimeTests() : LifetimeContract(new DirectFixture());

public sealed class DirectLoadTests() : LoadContract(new DirectFixture());

public sealed class DirectMonitorTests() : MonitorContract(new DirectFixture());

public sealed class DirectResultTests() : ResultContract(new DirectFixture());

public sealed class DirectRoutingTests() : RoutingContract(new DirectFixture());

public sealed class DirectUserTypeTests() : UserTypeContract(new DirectFixture());
public sealed class DirectSeveralTargetsTests() : SeveralTargetsContract(new DirectFixture());

public sealed class DirectSizeTests() : SizeContract(new DirectFixture());

public sealed class DirectStolenIdTests() : StolenIdContract(new DirectFixture());

public sealed class DirectForgedCallTests() : ForgedCallContract(new DirectFixture());

public sealed class DirectVersionTests() : VersionContract(new DirectFixture());

public sealed class DirectWireTests() : WireContract(new DirectFixture());
