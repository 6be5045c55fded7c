using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Csv.Bytes;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

public class CsvBinaryTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Sniff_RandomBytes_AreBinary(int length)
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var bytes = new byte[length];
            new Random(seed).NextBytes(bytes);

            // A known magic by chance would be refused for another reason, a mark would make it UTF-16.
            bytes[0] = 0x91;
            Refused(() => Sniff(bytes));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Sniff_ArrayOfNumbers_IsBinary(int width)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            for (var i = 1; i <= 2000; i++)
            {
                if (width == 2) writer.Write((short)(i * 3));
                else if (width == 4) writer.Write(i);
                else writer.Write(Math.Sqrt(i));
            }
        }

        Refused(() => Sniff(bytes.ToArray()));
    }

    [Theory]
    [InlineData("windows-1252", "Größe;Straße;Café\nÄpfel;Übung;naïve\nÖl;ßä;éè\n")]
    [InlineData("windows-1251", "Город;Улица;Дом\nМосква;Ленина;5\nТверь;Мира;7\n")]
    [InlineData("koi8-r", "Город;Улица;Дом\nМосква;Ленина;5\nТверь;Мира;7\n")]
    [InlineData("ibm866", "Город;Улица;Дом\nМосква;Ленина;5\nТверь;Мира;7\n")]
    [InlineData("windows-1253", "Πόλη;Οδός;Αριθμός\nΑθήνα;Ερμού;5\nΠάτρα;Κορίνθου;7\n")]
    [InlineData("shift_jis", "氏名,住所,番号\n山田太郎,東京都千代田区,5\n鈴木花子,大阪府大阪市,7\n")]
    [InlineData("gb18030", "姓名,城市,编号\n王小明,北京市海淀区,5\n李大伟,上海市黄浦区,7\n")]
    [InlineData("macintosh", "Größe;Straße;Café\nÄpfel;Übung;naïve\nÖl;ßä;éè\n")]
    public void Sniff_TextInALegacyEncoding_IsRead(string encoding, string text)
    {
        var layout = Sniff(CsvEncoding.Resolve(encoding)!.GetBytes(text));
        Assert.Equal(3, layout.Table.ColumnNames.Count);
    }

    [Theory]
    [InlineData("utf-16le", "Имя,Город\nИванова Анна,Москва\nПетров Олег,Тверь\nСидорова Вера,Казань\n")]
    [InlineData("utf-16be", "Имя,Город\nИванова Анна,Москва\nПетров Олег,Тверь\nСидорова Вера,Казань\n")]
    [InlineData("utf-16le", "Όνομα,Πόλη\nΑθηνά,Πάτρα\nΕλένη,Βόλος\nΝίκος,Αθήνα\n")]
    [InlineData("utf-16be", "name,city\nAnna,Moscow\nOleg,Tver\n")]
    public void Sniff_WideTextWithoutMark_IsRead(string encoding, string text)
    {
        var layout = Sniff(CsvEncoding.Resolve(encoding)!.GetBytes(text));
        Assert.Equal(encoding, layout.Encoding);
        Assert.Equal(",", layout.Delimiter);
        Assert.Equal(text.Split('\n')[0].Split(','), layout.Table.ColumnNames);
    }

    [Fact]
    public void Sniff_OneControlCharacterUsedOften_IsText()
    {
        var vertical = Sniff(Encoding.UTF8.GetBytes("id,note\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i},a\vb\vc\n"))));
        Assert.Equal(2, vertical.Table.ColumnNames.Count);
        Assert.Equal(2, Sniff(Encoding.UTF8.GetBytes("id,note\n1,\u001b[31mred\u001b[0m\n2,\u0007bell\n\u001a")).Table.ColumnNames.Count);
    }

    private static CsvLayout Sniff(byte[] bytes) => CsvSniffer.SniffAsync(Input(bytes)).AsTask().GetAwaiter().GetResult();

    private static void Refused(Func<CsvLayout> sniff) => Assert.Equal("INGEST_FILE_BINARY", Assert.Throws<LumosException>(sniff).Reason);
}
