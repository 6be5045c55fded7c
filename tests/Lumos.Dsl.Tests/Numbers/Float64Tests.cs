using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Numbers;

public sealed class Float64Tests
{
    [Fact]
    public void TypeCast_TextsThatAreHardToRound_AreReadByDuckDbAsByTheInterpreter()
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        Float64Agreement.CheckReading(new DuckDbBackend(connection), samples: 3000);
        Float64Agreement.CheckPrinting(new DuckDbBackend(connection), samples: 5000);
    }

    [Fact]
    public void TypeCast_TextsThatAreHardToRound_AreReadByTheColumnarExecutorAsByTheInterpreter()
    {
        Float64Agreement.CheckReading(new ColumnarBackend(), samples: 3000);
        Float64Agreement.CheckPrinting(new ColumnarBackend(), samples: 5000);
    }
}
