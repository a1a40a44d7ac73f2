using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

// The driver contract once more, over Unix domain sockets.
public sealed class IpcArgumentTests() : ArgumentContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcBlockingTests() : BlockingContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcCallerContextTests() : CallerContextContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcCancellationTests() : CancellationContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcCastTests() : CastContract(new ZeroMqFixture(Serving.Somebody, isLocal: true));

public sealed class IpcContextTests() : ContextContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcDeadlineTests() : DeadlineContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcDetachTests() : DetachContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcDiagnosticsTests() : DiagnosticsContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcDispatchTests() : DispatchContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcDrainTests() : DrainContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcDuplicateTests() : DuplicateContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcStolenIdTests() : StolenIdContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcErrorTests() : ErrorContract(new ZeroMqFixture(Serving.Somebody, isLocal: true));

public sealed class IpcHostileTests() : HostileContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcLifetimeTests() : LifetimeContract(new ZeroMqFixture(Serving.Somebody, isLocal: true));

public sealed class IpcLoadTests() : LoadContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcMonitorTests() : MonitorContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcOverloadTests() : OverloadContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcRedeliveryTests() : RedeliveryContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcResultTests() : ResultContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcRoutingTests() : RoutingContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcSizeTests() : SizeContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcTimeoutTests() : TimeoutContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcVersionTests() : VersionContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcWireTests() : WireContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcTypedCallTests() : TypedCallContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcClientInterceptorTests() : ClientInterceptorContract(new ZeroMqFixture(isLocal: true));

public sealed class IpcServerInterceptorTests() : ServerInterceptorContract(new ZeroMqFixture(isLocal: true));
