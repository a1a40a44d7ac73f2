using Messaging.Interop.Tests.Stage;
using Messaging.Interop.Tests.Tables;

namespace Messaging.Interop.Tests.Scenarios;

/// <summary>Every line of the tables, with each language in each role.</summary>
public sealed class ScenarioTests(Troupe troupe)
{
    private static readonly Dictionary<string, Scenario> All = Table.All.ToDictionary(scenario => scenario.Name);

    public static TheoryData<string, Side, Side> Cases
    {
        get
        {
            var cases = new TheoryData<string, Side, Side>();
            foreach (var name in All.Keys)
            {
                foreach (var pair in Pair.All)
                {
                    cases.Add(name, pair.Client, pair.Server);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Both_languages_agree(string name, Side client, Side server)
    {
        var (scenario, pair) = (All[name], new Pair(client, server));
        var expected = scenario.OutcomeOf(pair);

        var answer = await troupe.Client(client).AskAsync(scenario.For(pair));

        if (expected.Json is { } json)
        {
            Assert.Equal(JsonText.Canonical(json), JsonText.Canonical(answer.Json));
        }
        else
        {
            Assert.Equal(expected.Error, answer.ErrorType);
            Assert.Contains(expected.Message, answer.ErrorMessage, StringComparison.Ordinal);
        }
    }
}
