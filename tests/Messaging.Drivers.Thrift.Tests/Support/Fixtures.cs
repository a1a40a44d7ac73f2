[assembly: AssemblyFixture(typeof(TestBroker))]
