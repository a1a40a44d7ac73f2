using Messaging.TestKit;

[assembly: AssemblyFixture(typeof(TestBroker))]
