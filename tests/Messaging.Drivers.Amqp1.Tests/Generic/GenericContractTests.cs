using Messaging.DriverContract;

namespace Messaging.Drivers.Amqp1.Tests.Generic;
public sealed class GenericArgumentTests(SharedGenericBroker broker) : ArgumentContract(new GenericFixture(broker));

public sealed class GenericAuthorizationTests(SharedGenericBroker broker) : AuthorizationContract(new GenericFixture(broker));

public sealed class GenericBlockingTests(SharedGenericBroker broker) : BlockingContract(new GenericFixture(broker));

public sealed class GenericCallerContextTests(SharedGenericBroker broker) : CallerContextContract(new GenericFixture(broker));

public sealed class GenericCancellationTests(SharedGenericBroker broker) : CancellationContract(new GenericFixture(broker));

public sealed class GenericCastTests(SharedGenericBroker broker) : CastContract(new GenericFixture(broker));

public sealed class GenericClientInterceptorTests(SharedGenericBroker broker) : ClientInterceptorContract(new GenericFixture(broker));

public sealed class GenericContextTests(SharedGenericBroker broker) : ContextContract(new GenericFixture(broker));

public sealed class GenericDeadlineTests(SharedGenericBroker broker) : DeadlineContract(new GenericFixture(broker));

public sealed class GenericDetachTests(SharedGenericBroker broker) : DetachContract(new GenericFixture(broker));

public sealed class GenericDiagnosticsTests(SharedGenericBroker broker) : DiagnosticsContract(new GenericFixture(broker));

public sealed class GenericDispatchTests(SharedGenericBroker broker) : DispatchContract(new GenericFixture(broker));

public sealed class GenericDrainTests(SharedGenericBroker broker) : DrainContract(new GenericFixture(broker));

public sealed class GenericDuplicateTests(SharedGenericBroker broker) : DuplicateContract(new GenericFixture(broker));

public sealed class GenericErrorTests(SharedGenericBroker broker) : ErrorContract(new GenericFixture(broker));

public sealed class GenericForgedCallTests(SharedGenericBroker broker) : ForgedCallContract(new GenericFixture(broker));

public sealed class GenericHostileTests(SharedGenericBroker broker) : HostileContract(new GenericFixture(broker));

public sealed class GenericLifetimeTests(SharedGenericBroker broker) : LifetimeContract(new GenericFixture(broker));

public sealed class GenericLoadTests(SharedGenericBroker broker) : LoadContract(new GenericFixture(broker));

public sealed class GenericMonitorTests(SharedGenericBroker broker) : MonitorContract(new GenericFixture(broker));

public sealed class GenericNotificationTests(SharedGenericBroker broker) : NotificationContract(new GenericFixture(broker));

public sealed class GenericNotificationBatchTests(SharedGenericBroker broker) : NotificationBatchContract(new GenericFixture(broker));

public sealed class GenericNotificationBlockingTests(SharedGenericBroker broker) : NotificationBlockingContract(new GenericFixture(broker));

public sealed class GenericNotificationDiagnosticsTests(SharedGenericBroker broker) : NotificationDiagnosticsContract(new GenericFixture(broker));

public sealed class GenericNotificationEndingTests(SharedGenericBroker broker) : NotificationEndingContract(new GenericFixture(broker));

public sealed class GenericOverloadTests(SharedGenericBroker broker) : OverloadContract(new GenericFixture(broker));

public sealed class GenericRedeliveryTests(SharedGenericBroker broker) : RedeliveryContract(new GenericFixture(broker));

public sealed class GenericResultTests(SharedGenericBroker broker) : ResultContract(new GenericFixture(broker));

public sealed class GenericRoutingTests(SharedGenericBroker broker) : RoutingContract(new GenericFixture(broker));

public sealed class GenericServerInterceptorTests(SharedGenericBroker broker) : ServerInterceptorContract(new GenericFixture(broker));

public sealed class GenericSeveralTargetsTests(SharedGenericBroker broker) : SeveralTargetsContract(new GenericFixture(broker));

public sealed class GenericSizeTests(SharedGenericBroker broker) : SizeContract(new GenericFixture(broker));

public sealed class GenericStolenIdTests(SharedGenericBroker broker) : StolenIdContract(new GenericFixture(broker));

public sealed class GenericTimeoutTests(SharedGenericBroker broker) : TimeoutContract(new GenericFixture(broker));

public sealed class GenericTypedCallTests(SharedGenericBroker broker) : TypedCallContract(new GenericFixture(broker));

public sealed class GenericTypedDeadlineTests(SharedGenericBroker broker) : TypedDeadlineContract(new GenericFixture(broker));

public sealed class GenericUserTypeTests(SharedGenericBroker broker) : UserTypeContract(new GenericFixture(broker));

public sealed class GenericVersionTests(SharedGenericBroker broker) : VersionContract(new GenericFixture(broker));

public sealed class GenericWireTests(SharedGenericBroker broker) : WireContract(new GenericFixture(broker));
