using Lumos.Core.Mapping.Matching;

namespace Lumos.Core.Tests.Mapping;

public sealed class GluedPrefixTests
{
    [Theory]
    [InlineData("cli", "cliruc", "clinombre", "clifenac", "clitelef", "cliemail", "id")]
    [InlineData("kd", "KDNAME", "KDSTRASSE", "KDPLZ", "KDORT", "KDTEL")]
    [InlineData("", "visit_id", "visit_start", "visit_end", "visit_type", "visit_source", "person_id")]
    [InlineData("", "custName", "custStreet", "custCity", "custPhone", "custFax")]
    [InlineData("", "descricao", "desconto", "despesa", "valor", "data", "cliente")]
    [InlineData("", "name", "names")]
    public void Of_Names_IsWhatMostBeginWithAndIsNoWordOfItsOwn(string prefix, params string[] names) => Assert.Equal(prefix, GluedPrefix.Of(names));

    [Theory]
    [InlineData("cli", "clinombre", "nombre")]
    [InlineData("cli", "cli_nombre", "cli_nombre")]
    [InlineData("cli", "id", "id")]
    [InlineData("", "clinombre", "clinombre")]
    public void Without_Name_LeavesTheRest(string prefix, string name, string rest) => Assert.Equal(rest, GluedPrefix.Without(prefix, name));
}
