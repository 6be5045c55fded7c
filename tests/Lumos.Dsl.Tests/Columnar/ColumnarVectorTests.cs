using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Columnar;

public sealed class ColumnarVectorTests
{
    [Fact]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var results = VectorRunner.Run(VectorSet.All(), new ColumnarBackend());

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.Equal([], results.Where(result => result.Verdict != VectorVerdict.Passed && result.Actual.Reject != RejectCode.Backend).Select(result => result.ToString()));
    }

    [Fact]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome()
    {
        VectorSet.AssertBehindFlags(new ColumnarBackend());
    }
}
