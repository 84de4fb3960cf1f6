"""Many ideas at once, as a street would write them: for measuring, not for telling stories."""

from collections.abc import Sequence
from random import Random

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Step

from ..likeness import marks
from ..models import Idea, Support, Wording

WHERE = """
门口 后门 北门 南门 东侧 西侧 楼道 一楼 三楼 顶楼 车棚 花坛 小广场
榕树下 河边 菜场门口 学校门口 地下室 电梯间 垃圾房 快递柜旁 健身角 自行车棚
物业门前 岗亭 围墙边 停车位 主路 消防通道 幼儿园门口
""".split()
WHAT = """
路灯 感应灯 扶手 长椅 雨棚 减速带 监控 门禁 充电桩 垃圾桶 晾衣杆 台阶
坡道 信箱 公告栏 花草 健身器材 下水道 井盖 护栏 指示牌 树枝 地砖 水管
墙皮 消火栓 儿童滑梯 旧衣回收箱 直饮水 工具箱
""".split()
WISH = """
坏了半年没人修 想添一个 能不能换新的 太暗了看不清 老人走着不方便 下雨天积水
挡住了过路 天天有人占用 晚上太吵 想请大家一起打理 缺一个遮雨的地方 孩子们没处玩
味道太大 掉下来怕砸到人 没有地方坐 希望装在明显的位置 最好定期检查
想办一次邻里活动 轮椅过不去 冬天太滑
""".split()
WHO = """
我家老人 接孩子的家长 上夜班的邻居 坐轮椅的叔叔 送快递的小哥 三楼的住户
新搬来的租户 楼长 跳舞的阿姨们 放学的孩子 养狗的人家 门卫师傅
""".split()
WHEN = """
每天早上 天黑以后 下雨天 周末 夏天 冬天一结冰 放学的时候 半夜 过节那几天
停电的时候 搬家那阵子 最近一个月
""".split()
SAYS = """
走到那里都要绕一圈 上个月还摔了一跤 说了好几回也没见动静 大家都愿意搭把手
花不了多少钱 隔壁小区早就有了 希望社区来看一看 可以先试一处 我们楼里有人会修
怕出事
""".split()

NAMES = (
    "望禾青槐锦朱槿榕荫纺棉河沿糖坊桂柳松竹梅兰菊荷云水桥塘湾"
    "岭春秋晨晚霞光明兴安康乐福宁和平长永新华东南西北中"
)


def crowd(
    step: Step,
    communities: Sequence[AdminUnit],
    number: int,
    *,
    seed: int = 1,
    sameness: float = 0.0,
    batch: int = 5000,
) -> None:
    """
    Let `number` ideas be there, spread over communities and categories of a step.

    `sameness` is how many of them, of 1, say the same with a word or two changed.
    """
    chance = Random(seed)
    categories = list(step.cycle.categories)
    made = 0
    while made < number:
        size = min(batch, number - made)
        ideas = Idea.objects.bulk_create(
            Idea(
                step=step,
                community=chance.choice(communities),
                category=chance.choice(categories),
                author_name="林秋月",
                state=Idea.State.VISIBLE,
                **_words(chance, is_same=chance.random() < sameness),
            )
            for _ in range(size)
        )
        _word(step, ideas)
        made += size


def _words(chance: Random, *, is_same: bool) -> dict[str, str]:
    if is_same:
        where = f"{chance.randint(1, 40)}号楼"
        return {"title": f"{where}楼道的灯晚上不亮", "text": "天黑以后看不见台阶，老人怕摔。"}
    title = chance.choice(WHERE) + chance.choice(WHAT) + chance.choice(WISH)
    if chance.random() < 0.5:
        title = f"{chance.randint(1, 60)}号楼{title}"
    elif chance.random() < 0.7:
        title = f"{_name(chance)}{chance.choice('路巷里苑')}{title}"
    told = [
        chance.choice(WHEN) + _name(chance) + chance.choice(WHO) + chance.choice(SAYS)
        for _ in range(chance.randint(0, 4))
    ]
    return {"title": title, "text": "，".join(told)}


def _name(chance: Random) -> str:
    return chance.choice(NAMES) + chance.choice(NAMES)


def _word(step: Step, ideas: list[Idea]) -> None:
    cycle = step.cycle_id
    Wording.objects.bulk_create(
        Wording(
            idea=idea,
            cycle_id=cycle,
            community_id=idea.community_id,
            category=idea.category,
            title_marks=marks(cycle, idea.title),
            marks=marks(cycle, idea.title, idea.text),
        )
        for idea in ideas
    )


def support(ideas: Sequence[Idea], people: Sequence[Person], each: int, *, seed: int = 1) -> None:
    """Let up to `each` of the people want every idea."""
    chance = Random(seed)
    given = []
    for idea in ideas:
        idea.wanted = chance.randint(0, min(each, len(people)))
        given += [Support(idea=idea, person=one) for one in chance.sample(people, idea.wanted)]
    Support.objects.bulk_create(given, batch_size=5000)
    Idea.objects.bulk_update(ideas, ["wanted"], batch_size=2000)
