using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Interpreter;

public sealed class InterpreterVectorTests
{
    [Fact]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var results = VectorRunner.Run(VectorSet.All(), new InterpreterBackend());

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.Equal([], results.Where(result => result.Verdict != VectorVerdict.Passed).Select(result => result.ToString()));
    }

    [Fact]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome()
    {
        VectorSet.AssertBehindFlags(new InterpreterBackend());
    }
}
