using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>Names of nationalities, religions, ethnic and political groups in several languages, with their endings.</summary>
internal static class GroupWords
{
    /// <summary>Words that stay as they are.</summary>
    private const string Fixed =
        "afghan african albanian algerian american andorran angolan arab argentinian argentine argentinean armenian asian australian austrian azerbaijani bahraini bangladeshi barbadian belarusian belgian bolivian bosnian brazilian british bulgarian burmese burundian " +
        "cambodian cameroonian canadian catalan chechen chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian emirati english eritrean estonian ethiopian european fijian filipino filipina finnish flemish french georgian " +
        "german ghanaian greek guatemalan haitian honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovan kosovar kurdish kuwaiti kyrgyz laotian latvian lebanese liberian libyan " +
        "lithuanian luxembourgish macedonian malagasy malaysian malian maltese mauritian mexican moldovan mongolian montenegrin moroccan mozambican namibian nepalese nepali nicaraguan nigerian norwegian omani pakistani palestinian panamanian paraguayan persian peruvian polish " +
        "portuguese qatari roma romani romanian russian rwandan salvadoran saudi scottish senegalese serbian singaporean slovak slovene slovenian somali spanish sudanese surinamese swedish swiss syrian taiwanese tajik tamil tanzanian thai tibetan togolese tunisian turkish " +
        "ugandan ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean hispanic latino latina latinx caucasian afro caribbean aboriginal maori cherokee navajo inuit sami tutsi hutu igbo yoruba hausa zulu punjabi bengali gujarati " +
        "swede dane pole finn scot turk spaniard frenchman frenchwoman englishman englishwoman irishman irishwoman welshman dutchman scotsman briton kurd serb croat slovene kiwi aussie " +
        "muslim christian catholic protestant orthodox hindu buddhist sikh jain sunni shia shiite jew jewish atheist agnostic mormon anglican lutheran methodist baptist evangelical pentecostal quaker bahai jehovah witness adventist calvinist presbyterian copt coptic druze zoroastrian rastafarian pagan wiccan " +
        "islam islamic judaism christianity catholicism hinduism buddhism sikhism " +
        "republican democrat tory labour conservative communist socialist marxist anarchist libertarian liberal leftist unionist zionist feminist nationalist fascist monarchist trotskyist " +
        "katholisch katholik katholikin evangelisch protestantisch muslimisch moslem moslemin muslima muslimin jüdisch jude jüdin buddhistisch hinduistisch orthodox konfessionslos atheist atheistin zeugin jehovas zeuge christ christin alevit alevitin sozialdemokrat sozialdemokratin kommunist kommunistin " +
        "deutsch deutscher deutsche franzose französin engländer engländerin italiener italienerin spanier spanierin pole polin türke türkin kurde kurdin syrer syrerin russe russin ukrainer ukrainerin schwede schwedin däne dänin norweger norwegerin finne finnin grieche griechin " +
        "schweizer schweizerin österreicher österreicherin niederländer niederländerin belgier belgierin kroate kroatin serbe serbin rumäne rumänin bulgare bulgarin ungar ungarin tscheche tschechin amerikaner amerikanerin chinese chinesin japaner japanerin inder inderin iraner iranerin iraker irakerin afghane afghanin " +
        "marokkaner marokkanerin tunesier ägypter nigerianer nigerianerin albaner albanerin vietnamese vietnamesin brasilianer brasilianerin mexikaner portugiese portugiesin slowake slowakin eritreer " +
        "marokkaans marokkaanse turks turkse belg belgisch belgische nederlander nederlandse nederlands duits duitse frans franse pools poolse surinaams surinaamse katholiek protestants joods moslim hindoe syrisch syrische " +
        "polak polka polska polskie polskiej ukrainka ukrainką ukrainiec ukraińska niemka niemiec niemiecka rosjanin rosjanka czech białorusin białorusinka katolik katoliczka katolickie muzułmanin muzułmanka prawosławny żyd żydówka wietnamka " +
        "svensk svenska norsk norska dansk danska finsk finska tysk tyska polsk polska syrier syrisk iransk irakisk somalisk katolik muslimsk suomalainen venäläinen virolainen ruotsalainen čech češka slovák slovenka ukrajinka ukrajinec vietnamec türk kürt alman suriyeli müslüman hristiyan " +
        "român româncă maghiar magyar roma ortodox ortodoxă русский русская украинец украинка татарин мусульманин православный українець українка росіянин";

    /// <summary>Stems of German adjectives; -e, -er, -en, -es and -em may follow.</summary>
    private const string German =
        "deutsch französisch englisch italienisch spanisch polnisch türkisch kurdisch syrisch russisch ukrainisch schwedisch dänisch norwegisch finnisch griechisch schweizerisch österreichisch niederländisch belgisch kroatisch serbisch rumänisch bulgarisch ungarisch tschechisch slowakisch amerikanisch " +
        "chinesisch japanisch indisch iranisch irakisch afghanisch marokkanisch tunesisch ägyptisch nigerianisch albanisch vietnamesisch brasilianisch mexikanisch portugiesisch britisch irisch israelisch eritreisch somalisch bosnisch katholisch evangelisch muslimisch jüdisch orthodox alevitisch protestantisch";

    /// <summary>Stems of Romance adjectives with -o, -a, -os, -as, -i, -e.</summary>
    private const string Romance =
        "mexican colombian venezolan peruan argentin chilen cuban dominican ecuatorian bolivian uruguay italian american brasileñ rus pol turc rumane italian roman rumen albanes angolan brasileir mexican italian american cuban african marocchin tunisin egizian ucrain russ polacc cinese indian filippin tedesc " +
        "spagnol svizzer austriac grec turc serb croat bulgar ungheres católic musulman judí cristian budist protestant cattolic ebre ortodoss muçulman judeu evangélic ateu ate ortodox cristã ucranian marroquin guinean caboverdian moçambican venezuelan colombian peruvian afgan afghan sirian etiop somal ghanes";

    /// <summary>Further Romance words, written out.</summary>
    private const string RomanceFixed =
        "española español españoles portuguesa portugués português francesa francés francês inglesa inglés inglês alemana alemán alemão alemã holandesa marroquí irlandesa danesa japonesa japonés chinesa senegalesa senegalés nicaragüense costarricense hondureña hondureño salvadoreña salvadoreño guatemalteca guatemalteco panameña panameño paraguaya paraguayo brasileña brasileño ecuatoriana " +
        "español canadiense estadounidense croata belga israelí iraní iraquí pakistaní angolana brasileira judía judío budista evangélica evangélico testigo jehová " +
        "française français italienne italien allemande allemand espagnole espagnol portugaise portugais marocaine marocain algérienne algérien tunisienne tunisien sénégalaise sénégalais ivoirienne ivoirien malienne malien camerounaise camerounais congolaise congolais belge suisse polonaise polonais russe ukrainienne ukrainien turque turc " +
        "syrienne syrien afghane libanaise libanais chinoise chinois vietnamienne vietnamien roumaine roumain bulgare haïtienne haïtien britannique irlandaise anglaise anglais américaine américain canadienne canadien québécoise arménienne arménien kurde rwandaise catholique protestante musulmane musulman juive juif bouddhiste athée évangélique témoin orthodoxe " +
        "italiana italiano francese inglese spagnola tedesca tedesco rumena rumeno albanese cinese marocchina senegalese peruviana ucraina polacca cattolica cattolico musulmana ebrea ebreo valdese";

    /// <summary>Hashes of every word.</summary>
    public static HashSet<ulong> All { get; } = Build();

    private static readonly HashSet<ulong> RomanceWords = [.. Inflected(Romance, ["o", "a", "os", "as", "i", "e", ""]).Concat(RomanceFixed.Split(' ')).Select(word => WordHash.Of(word))];

    /// <summary>Whether the word is an adjective that stands behind its noun.</summary>
    public static bool IsRomance(ReadOnlySpan<char> word) => RomanceWords.Contains(WordHash.Of(word));

    private static HashSet<ulong> Build() =>
        [.. Fixed.Split(' ').Concat(Inflected(German, ["", "e", "er", "en", "es", "em"])).Concat(Inflected(Romance, ["o", "a", "os", "as", "i", "e"]))
            .Concat(RomanceFixed.Split(' ')).Select(word => WordHash.Of(word))];

    private static IEnumerable<string> Inflected(string stems, string[] endings) => stems.Split(' ').SelectMany(_ => endings, (stem, ending) => stem + ending);
}
