using System.Text.Json;
using Messaging.Generators.Reading;

namespace Messaging.Generators.Tests;

/// <summary>The generator names as the server's reflection does.</summary>
public sealed class WireNameTests
{
    [Theory]
    [InlineData("itemName")]
    [InlineData("ItemName")]
    [InlineData("HTTPServer")]
    [InlineData("a1B2")]
    [InlineData("XML2Json")]
    [InlineData("already_snake")]
    [InlineData("ID")]
    public void A_parameter_is_named_as_by_JsonNamingPolicy(string name) =>
        Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), WireNames.OfParameter(name));

    [Theory]
    [InlineData("BuildReportAsync", "build_report")]
    [InlineData("Async", "async")]
    [InlineData("Add", "add")]
    public void A_method_loses_Async(string name, string wire) => Assert.Equal(wire, WireNames.OfMethod(name));
}
