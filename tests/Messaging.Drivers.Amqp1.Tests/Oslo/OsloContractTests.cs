using Messaging.DriverContract;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Oslo;

// The parts of the contract that a broker without queues can keep: the test broker of oslo.messaging hands on to who is there, and what is
// released it drops. Nor are those here whose bodies stand in the words of the driver rabbit.

[NeedsPeer(Below = "15.0")]
public sealed class OsloArgumentTests(OsloBroker broker) : ArgumentContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloAuthorizationTests(OsloBroker broker) : AuthorizationContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloBlockingTests(OsloBroker broker) : BlockingContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloCallerContextTests(OsloBroker broker) : CallerContextContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloCancellationTests(OsloBroker broker) : CancellationContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloClientInterceptorTests(OsloBroker broker) : ClientInterceptorContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloDeadlineTests(OsloBroker broker) : DeadlineContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloDetachTests(OsloBroker broker) : DetachContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloDiagnosticsTests(OsloBroker broker) : DiagnosticsContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloDispatchTests(OsloBroker broker) : DispatchContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloErrorTests(OsloBroker broker) : ErrorContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloLifetimeTests(OsloBroker broker) : LifetimeContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloLoadTests(OsloBroker broker) : LoadContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloMonitorTests(OsloBroker broker) : MonitorContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloNotificationBlockingTests(OsloBroker broker) : NotificationBlockingContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloNotificationDiagnosticsTests(OsloBroker broker) : NotificationDiagnosticsContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloOverloadTests(OsloBroker broker) : OverloadContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloResultTests(OsloBroker broker) : ResultContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloRoutingTests(OsloBroker broker) : RoutingContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloServerInterceptorTests(OsloBroker broker) : ServerInterceptorContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloSeveralTargetsTests(OsloBroker broker) : SeveralTargetsContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloSizeTests(OsloBroker broker) : SizeContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloStolenIdTests(OsloBroker broker) : StolenIdContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloTypedDeadlineTests(OsloBroker broker) : TypedDeadlineContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloUserTypeTests(OsloBroker broker) : UserTypeContract(new OsloFixture(broker));

[NeedsPeer(Below = "15.0")]
public sealed class OsloVersionTests(OsloBroker broker) : VersionContract(new OsloFixture(broker));
