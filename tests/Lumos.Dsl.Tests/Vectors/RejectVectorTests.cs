using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Vectors;

public sealed class RejectVectorTests
{
    private static readonly DslVector[] All = [.. VectorFile.Read(Path.Combine(AppContext.BaseDirectory, "vectors", "dsl-vectors.jsonl"))];

    [Fact]
    public void CompileTimeRejects_EveryVector_GivesTheExpectedCode()
    {
        var results = VectorRunner.Run(All.Where(vector => vector.Expected.Reject is not null), backend: null);

        Assert.Equal(54, results.Count);
        Assert.Empty(results.Where(result => result.Verdict != VectorVerdict.Passed).Select(result => result.ToString()));
    }

    [Fact]
    public void Compile_EveryVectorWithAValueOrError_IsAccepted()
    {
        var refused = All.Where(vector => vector.Expected.Reject is null)
            .Select(vector => (vector, compiled: VectorCompiler.Compile(vector, out var diagnostics), diagnostics))
            .Where(pair => pair.compiled is null)
            .Select(pair => $"{pair.vector.Id} {pair.diagnostics[0]}");

        Assert.Empty(refused);
    }

    [Fact]
    public void Compile_EveryVectorThatExpectsAnError_AnnouncesIt()
    {
        foreach (var vector in All.Where(vector => vector.Expected.Error is not null))
        {
            var compiled = VectorCompiler.Compile(vector, out _)!;
            Assert.True(compiled.Expression.Errors.HasFlag(Lumos.Dsl.Model.ValueErrorCodes.Parse(vector.Expected.Error!)), vector.Id);
        }
    }

    [Fact]
    public void Compile_EveryVectorThatExpectsNull_IsNullable()
    {
        foreach (var vector in All.Where(vector => vector.Expected is { Error: null, Reject: null, Value: null }))
        {
            Assert.True(VectorCompiler.Compile(vector, out _)!.Expression.Nullable, vector.Id);
        }
    }
}
