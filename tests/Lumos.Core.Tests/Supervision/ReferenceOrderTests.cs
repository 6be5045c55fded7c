using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Supervision;

public sealed class ReferenceOrderTests
{
    [Theory]
    [InlineData("a:b b:c c", "c b a")]
    [InlineData("a b c", "a b c")]
    [InlineData("a:a b", "a b")]
    // A circle that others refer to comes before them, in its own order, and what it refers to before it.
    [InlineData("person:concept,place place concept:domain domain:concept,kind kind", "place kind concept domain person")]
    public void Of_References_PutsWhatIsReferredToFirst(string tables, string ordered)
    {
        var references = tables.Split(' ').ToDictionary(static t => t.Split(':')[0], static t => t.Contains(':', StringComparison.Ordinal) ? t.Split(':')[1].Split(',') : []);

        Assert.Equal(ordered, string.Join(' ', ReferenceOrder.Of([.. references.Keys], (from, to) => references[from].Contains(to))));
    }
}
