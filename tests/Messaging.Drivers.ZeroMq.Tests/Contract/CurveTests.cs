using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

// The driver contract once more, with everything encrypted.
public sealed class CurveArgumentTests() : ArgumentContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveCallerContextTests() : CallerContextContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveCancellationTests() : CancellationContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveCastTests() : CastContract(new ZeroMqFixture(Serving.Somebody, isEncrypted: true));

public sealed class CurveContextTests() : ContextContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveDeadlineTests() : DeadlineContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveDetachTests() : DetachContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveDiagnosticsTests() : DiagnosticsContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveDispatchTests() : DispatchContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveDrainTests() : DrainContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveDuplicateTests() : DuplicateContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveStolenIdTests() : StolenIdContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveErrorTests() : ErrorContract(new ZeroMqFixture(Serving.Somebody, isEncrypted: true));

public sealed class CurveHostileTests() : HostileContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveLifetimeTests() : LifetimeContract(new ZeroMqFixture(Serving.Somebody, isEncrypted: true));

public sealed class CurveLoadTests() : LoadContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveMonitorTests() : MonitorContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveOverloadTests() : OverloadContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveRedeliveryTests() : RedeliveryContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveResultTests() : ResultContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveRoutingTests() : RoutingContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveTimeoutTests() : TimeoutContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveVersionTests() : VersionContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveWireTests() : WireContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveTypedCallTests() : TypedCallContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveClientInterceptorTests() : ClientInterceptorContract(new ZeroMqFixture(isEncrypted: true));

public sealed class CurveServerInterceptorTests() : ServerInterceptorContract(new ZeroMqFixture(isEncrypted: true));
