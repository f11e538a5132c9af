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

    /// <summary>Further English words, nouns and adjectives.</summary>
    private const string FurtherEnglish =
        "lankan zealander rican leonean burkinabe bosniak ahmadi yazidi maronite chaldean assyrian ismaili sufi parsi hasidic hakka berber amazigh rohingya hmong turkmen tatar azeri bahamian belizean beninese bhutanese botswanan motswana bruneian chadian comoran djiboutian gabonese gambian grenadian guinean guyanese basotho malawian maldivian " +
        "mauritanian monegasque nauruan nigerien palauan papuan samoan tongan seychellois swazi trinidadian tuvaluan lakota sioux apache choctaw mestizo creole cajun amish mennonite unitarian episcopalian congregationalist alawite alevi wahhabi salafi deobandi barelvi zaidi vaishnava shaivite lingayat dalit brahmin jat rajput sindhi marathi telugu malayali pashtun tajik " +
        "hazara balochi circassian ingush chuvash bashkir yakut buryat kalmyk gagauz crimean aromanian vlach gorani ruthenian silesian kashubian sorbian frisian walloon breton basque galician corsican sardinian sicilian manx cornish faroese greenlandic greenlander icelander finnish norwegian laplander estonian latvian livonian laotian bahamian arab arabic bedouin " +
        "tuareg fulani wolof mandinka akan ashanti ewe oromo amhara tigrayan tigrinya afar luo kikuyu kamba baganda shona ndebele xhosa sotho tswana lingala bantu tory tories whig socialist remainer brexiteer centrist conservative progressive loyalist separatist suffragist pacifist jacobite secularist humanist satanist taoist daoist confucian shinto shintoist animist";

    /// <summary>Further German stems.</summary>
    private const string FurtherGerman =
        "äthiopisch algerisch angolanisch argentinisch armenisch aserbaidschanisch australisch bangladeschisch belarussisch weißrussisch bolivianisch chilenisch dominikanisch ecuadorianisch estnisch gambisch georgisch ghanaisch guineisch haitianisch indonesisch isländisch ivorisch jamaikanisch jemenitisch jordanisch kamerunisch kanadisch kasachisch kenianisch kirgisisch kolumbianisch " +
        "kongolesisch koreanisch kosovarisch kubanisch lettisch libanesisch libysch litauisch luxemburgisch malaysisch malisch maltesisch mazedonisch nordmazedonisch moldauisch moldawisch mongolisch montenegrinisch nepalesisch neuseeländisch pakistanisch palästinensisch peruanisch philippinisch ruandisch saudisch senegalesisch simbabwisch singapurisch slowenisch sudanesisch südafrikanisch " +
        "südkoreanisch tadschikisch taiwanisch tamilisch tansanisch thailändisch tibetisch togoisch tschetschenisch turkmenisch ugandisch uruguayisch usbekisch venezolanisch zypriotisch jesidisch buddhistisch hinduistisch sunnitisch schiitisch freikirchlich mennonitisch calvinistisch reformiert lutherisch römisch apostolisch methodistisch baptistisch anglikanisch koptisch armenisch sorbisch arabisch";

    private const string GermanNouns =
        "eritreerin somalier somalierin äthiopier äthiopierin libanese libanesin jordanier palästinenser palästinenserin pakistaner pakistanerin bangladescher georgier georgierin armenier armenierin aserbaidschaner kasache kasachin usbeke usbekin bosnier bosnierin kosovare kosovarin mazedonier mazedonierin montenegriner slowene slowenin slowakin lette lettin litauer litauerin este estin weißrusse weißrussin belarusse " +
        "moldauer moldauerin ägypterin algerier algerierin tunesierin libyer sudanese sudanesin kenianer kenianerin ghanaer ghanaerin kameruner kamerunerin senegalese senegalesin kongolese kongolesin togoer angolaner südafrikaner südafrikanerin thailänder thailänderin philippiner philippinerin indonesier indonesierin koreaner koreanerin mongole nepalese nepalesin kanadier kanadierin kubaner kubanerin kolumbianer kolumbianerin " +
        "peruaner peruanerin chilene chilenin argentinier argentinierin bolivianer bolivianerin ecuadorianer venezolaner venezolanerin mexikanerin portugiesin ire irin isländer isländerin luxemburger schotte schottin brite britin araber araberin romni sinto sintiza jeside jesidin sunnit sunnitin schiit schiitin buddhist buddhistin hindu sikh mormone mormonin baptist baptistin methodist mennonit protestant protestantin freikirchler " +
        "moslems muslime katholiken protestanten juden christen christdemokrat christdemokratin liberaler konservativer linker";

    /// <summary>Stems of Slavic adjectives with their endings.</summary>
    private const string Slavic =
        "polsk ukraińsk niemieck rosyjsk białorusk litewsk czesk słowack węgiersk rumuńsk francusk hiszpańsk włosk angielsk brytyjsk amerykańsk wietnamsk gruzińsk ormiańsk tureck syryjsk kurdyjsk romsk żydowsk rzymskokatolick katolick greckokatolick prawosławn ewangelick luterańsk muzułmańsk chińsk indyjsk bułgarsk mołdawsk kazachsk uzbeck hinduisk nigeryjsk " +
        "česk slovensk ukrajinsk německ rusk vietnamsk maďarsk židovsk evangelick husitsk muslimsk rumunsk bulharsk chorvatsk srbsk řeck pravoslavn moldavsk mongolsk běloruská kazašsk arménsk gruzínsk sýrsk ukrajinsk hrvatsk srpsk bošnjačk bosansk slovenačk crnogorsk makedonsk albansk pravoslavn židovsk islamsk " +
        "русск украинск белорусск казахстанск казахск узбекск таджикск киргизск грузинск армянск азербайджанск молдавск татарск башкирск чеченск еврейск польск немецк китайск православн католическ українськ польськ російськ білоруськ румунськ угорськ єврейськ кримськотатарськ";

    /// <summary>Stems of Nordic and Dutch adjectives with their endings.</summary>
    private const string Nordic =
        "svensk norsk dansk finsk finländsk isländsk islandsk polsk tysk fransk spansk italiensk engelsk brittisk britisk amerikansk rysk russisk ukrainsk syrisk syriansk irakisk iransk afghansk somalisk eritreansk eritreisk etiopisk turkisk tyrkisk kurdisk samisk judisk jødisk muslimsk katolsk buddhistisk pakistansk indisk kinesisk thailändsk thailandsk vietnamesisk filippinsk bosnisk serbisk kroatisk albansk " +
        "kosovoalbansk libanesisk palestinsk chilensk litauisk lettisk estnisk estländsk rumänsk rumensk nigeriansk ghanesisk gambisk marockansk marokkansk ungersk ungarsk tjeckisk tsjekkisk grekisk gresk græsk luthersk ortodox ortodoks belgisch surinaams antilliaans arubaans indonesisch moluks roemeens bulgaars syrisch eritrees somalisch iraaks iraans afghaans koerdisch oekraïens russisch spaans italiaans " +
        "portugees grieks engels brits iers amerikaans chinees vietnamees ghanees nigeriaans ethiopisch islamitisch gereformeerd hervormd hindoestaans boeddhistisch kaapverdisch";

    private const string FurtherFixed =
        "polak polka ukrainiec ukrainka niemiec niemka rosjanin rosjanka białorusin białorusinka czech czeszka słowak słowaczka wietnamczyk wietnamka gruzin gruzinka rom romka żyd żydówka katolik katoliczka muzułmanin muzułmanka protestantka świadek jehowy ateista ateistka buddysta čech češka slovák slovenka ukrajinec ukrajinka vietnamec vietnamka polák rus ruska němec němka katolík katolička muslim " +
        "norrman syrier irakier somalier polack jude jøde suomalainen ruotsalainen virolainen venäläinen ukrainalainen somalialainen irakilainen syyrialainen saamelainen romani kurdi muslimi katolinen ortodoksi luterilainen juutalainen thaimaalainen vietnamilainen kiinalainen intialainen puolalainen saksalainen magyar szlovák ukrán szerb német cigány katolikus református evangélikus zsidó muszlim kínai vietnámi " +
        "română român românca maghiar maghiară moldovean moldoveancă ucrainean ucraineană ortodoxă catolică penticostal evreu türk kürt suriyeli iraklı iranlı afgan alman gürcü ermeni rum arap sünni müslüman hristiyan yahudi özbek ukraynalı marokkaan surinamer roemeen bulgaar syriër eritreeër somaliër irakees iraniër afghaan koerd oekraïner moslima jood boeddhist " +
        "burkinabè burkinabé comorien comorienne togolais togolaise béninois béninoise guinéen guinéenne tchadien tchadienne gabonais gabonaise malgache mauricien mauricienne mauritanien mauritanienne nigérien nigérienne nigérian nigériane ghanéen ghanéenne éthiopien éthiopienne érythréen érythréenne soudanais soudanaise somalien somalienne égyptien égyptienne libyen libyenne iranien iranienne irakien irakienne israélien " +
        "israélienne palestinien palestinienne jordanien saoudien yéménite pakistanais pakistanaise indien indienne bangladais népalais tibétain japonais japonaise coréen coréenne thaïlandais thaïlandaise cambodgien cambodgienne laotien philippin philippine indonésien malaisien mongol kazakh ouzbek géorgien géorgienne tchétchène serbe croate bosniaque bosnien macédonien albanais albanaise grec grecque chypriote hongrois hongroise " +
        "tchèque slovaque slovène autrichien autrichienne néerlandais néerlandaise danois danoise norvégien norvégienne suédois suédoise finlandais finlandaise islandais letton lettonne lituanien lituanienne estonien estonienne moldave mexicain mexicaine brésilien brésilienne argentin argentine chilien chilienne colombien colombienne péruvien péruvienne bolivien vénézuélien vénézuélienne équatorien cubain cubaine dominicain capverdien " +
        "capverdienne angolais luxembourgeois sunnite chiite copte maronite hindou hindoue adventiste pentecôtiste luthérien luthérienne calviniste réformé gitan gitane tsigane berbère kabyle corse jéhovah jéhovahs boliviano boliviana evangélica evangélico cabo verdiana verdiano moldava moldavo filippina filippino ucraina rumena nigeriana nigeriano bangladese pakistano pakistana egiziana ivoriana gambiano maliano tunisina buddista musulmano induista " +
        "testimone geova testemunha surinaamse eritrese somalische grünen grüne linke sozialdemokraten";

    /// <summary>Hashes of every word.</summary>
    public static HashSet<ulong> All { get; } = Build();

    private static readonly HashSet<ulong> RomanceWords = [.. Inflected(Romance, ["o", "a", "os", "as", "i", "e", ""]).Concat(RomanceFixed.Split(' ')).Select(word => WordHash.Of(word))];

    /// <summary>Whether the word is an adjective that stands behind its noun.</summary>
    public static bool IsRomance(ReadOnlySpan<char> word) => RomanceWords.Contains(WordHash.Of(word));

    private static HashSet<ulong> Build() =>
        [.. Fixed.Split(' ').Concat(Inflected(German, ["", "e", "er", "en", "es", "em"])).Concat(Inflected(Romance, ["o", "a", "os", "as", "i", "e"]))
            .Concat(RomanceFixed.Split(' ')).Concat(FurtherEnglish.Split(' ')).Concat(Inflected(FurtherGerman, ["", "e", "er", "en", "es", "em"])).Concat(GermanNouns.Split(' '))
            .Concat(Inflected(Slavic, ["i", "a", "ie", "iego", "iej", "im", "ą", "y", "ego", "ej", "ý", "á", "é", "ého", "ou", "e", "og", "ий", "ая", "ое", "ие", "ой", "ого", "ую", "им"]))
            .Concat(Inflected(Nordic, ["", "a", "t", "e"])).Concat(FurtherFixed.Split(' ')).Select(word => WordHash.Of(word))];

    private static IEnumerable<string> Inflected(string stems, string[] endings) => stems.Split(' ').SelectMany(_ => endings, (stem, ending) => stem + ending);
}
